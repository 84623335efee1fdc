import {
  __commonJS,
  __toESM
} from "./chunk-73X3T6A5.js";

// required-builtin:node:tty
import builtin from "node:tty";
var require_node_tty = __commonJS({
  "required-builtin:node:tty"(exports, module) {
    module.exports = builtin;
  }
});

// node_modules/cli-width/index.js
var require_cli_width = __commonJS({
  "node_modules/cli-width/index.js"(exports, module) {
    "use strict";
    module.exports = cliWidth2;
    function normalizeOpts(options) {
      let defaultOpts = {
        defaultWidth: 0,
        output: process.stdout,
        tty: require_node_tty()
      };
      return options ? (Object.keys(defaultOpts).forEach(function(key) {
        options[key] || (options[key] = defaultOpts[key]);
      }), options) : defaultOpts;
    }
    function cliWidth2(options) {
      let opts = normalizeOpts(options);
      if (opts.output.getWindowSize)
        return opts.output.getWindowSize()[0] || opts.defaultWidth;
      if (opts.tty.getWindowSize)
        return opts.tty.getWindowSize()[1] || opts.defaultWidth;
      if (opts.output.columns)
        return opts.output.columns;
      if (process.env.CLI_WIDTH) {
        let width = parseInt(process.env.CLI_WIDTH, 10);
        if (!isNaN(width) && width !== 0)
          return width;
      }
      return opts.defaultWidth;
    }
  }
});

// required-builtin:node:stream
import builtin2 from "node:stream";
var require_node_stream = __commonJS({
  "required-builtin:node:stream"(exports, module) {
    module.exports = builtin2;
  }
});

// node_modules/mute-stream/lib/index.js
var require_lib = __commonJS({
  "node_modules/mute-stream/lib/index.js"(exports, module) {
    var Stream = require_node_stream(), MuteStream2 = class extends Stream {
      #isTTY = null;
      constructor(opts = {}) {
        super(opts), this.writable = this.readable = !0, this.muted = !1, this.on("pipe", this._onpipe), this.replace = opts.replace, this._prompt = opts.prompt || null, this._hadControl = !1;
      }
      #destSrc(key, def) {
        return this._dest ? this._dest[key] : this._src ? this._src[key] : def;
      }
      #proxy(method, ...args) {
        typeof this._dest?.[method] == "function" && this._dest[method](...args), typeof this._src?.[method] == "function" && this._src[method](...args);
      }
      get isTTY() {
        return this.#isTTY !== null ? this.#isTTY : this.#destSrc("isTTY", !1);
      }
      // basically just get replace the getter/setter with a regular value
      set isTTY(val) {
        this.#isTTY = val;
      }
      get rows() {
        return this.#destSrc("rows");
      }
      get columns() {
        return this.#destSrc("columns");
      }
      mute() {
        this.muted = !0;
      }
      unmute() {
        this.muted = !1;
      }
      _onpipe(src) {
        this._src = src;
      }
      pipe(dest, options) {
        return this._dest = dest, super.pipe(dest, options);
      }
      pause() {
        if (this._src)
          return this._src.pause();
      }
      resume() {
        if (this._src)
          return this._src.resume();
      }
      write(c) {
        if (this.muted) {
          if (!this.replace)
            return !0;
          if (c.match(/^\u001b/))
            return c.indexOf(this._prompt) === 0 && (c = c.slice(this._prompt.length), c = c.replace(/./g, this.replace), c = this._prompt + c), this._hadControl = !0, this.emit("data", c);
          this._prompt && this._hadControl && c.indexOf(this._prompt) === 0 && (this._hadControl = !1, this.emit("data", this._prompt), c = c.slice(this._prompt.length)), c = c.toString().replace(/./g, this.replace);
        }
        this.emit("data", c);
      }
      end(c) {
        this.muted && (c && this.replace ? c = c.toString().replace(/./g, this.replace) : c = null), c && this.emit("data", c), this.emit("end");
      }
      destroy(...args) {
        return this.#proxy("destroy", ...args);
      }
      destroySoon(...args) {
        return this.#proxy("destroySoon", ...args);
      }
      close(...args) {
        return this.#proxy("close", ...args);
      }
    };
    module.exports = MuteStream2;
  }
});

// node_modules/@inquirer/core/dist/lib/key.js
var keybindings = ["emacs", "vim"], keybindingLookup = new Set(keybindings);
function isKeybinding(value) {
  return keybindingLookup.has(value);
}
function getDefaultKeybindings() {
  let env = process.env.INQUIRER_KEYBINDINGS;
  return env ? Array.from(new Set(env.toLowerCase().split(/[\s,]+/).filter(isKeybinding))) : [];
}
var isBackspaceKey = (key) => key.name === "backspace", isTabKey = (key) => key.name === "tab";
var isEnterKey = (key) => key.name === "enter" || key.name === "return";

// node_modules/@inquirer/core/dist/lib/errors.js
var AbortPromptError = class extends Error {
  name = "AbortPromptError";
  message = "Prompt was aborted";
  constructor(options) {
    super(), this.cause = options?.cause;
  }
}, CancelPromptError = class extends Error {
  name = "CancelPromptError";
  message = "Prompt was canceled";
}, ExitPromptError = class extends Error {
  name = "ExitPromptError";
}, HookError = class extends Error {
  name = "HookError";
}, ValidationError = class extends Error {
  name = "ValidationError";
};

// node_modules/@inquirer/core/dist/lib/use-state.js
import { AsyncResource as AsyncResource2 } from "node:async_hooks";

// node_modules/@inquirer/core/dist/lib/hook-engine.js
import { AsyncLocalStorage, AsyncResource } from "node:async_hooks";
var hookStorage = new AsyncLocalStorage();
function createStore(rl) {
  return {
    rl,
    hooks: [],
    hooksCleanup: [],
    hooksEffect: [],
    index: 0,
    handleChange() {
    }
  };
}
function withHooks(rl, cb) {
  let store = createStore(rl);
  function cycle(render) {
    store.handleChange = () => {
      store.index = 0, render();
    }, store.handleChange();
  }
  return hookStorage.run(store, () => cb(cycle));
}
function getStore() {
  let store = hookStorage.getStore();
  if (!store)
    throw new HookError("[Inquirer] Hook functions can only be called from within a prompt");
  return store;
}
function readline() {
  return getStore().rl;
}
function withUpdates(fn) {
  let wrapped = (...args) => {
    let store = getStore(), shouldUpdate = !1, oldHandleChange = store.handleChange;
    store.handleChange = () => {
      shouldUpdate = !0;
    };
    let returnValue = fn(...args);
    return shouldUpdate && oldHandleChange(), store.handleChange = oldHandleChange, returnValue;
  };
  return AsyncResource.bind(wrapped);
}
function withPointer(cb) {
  let store = getStore(), { index } = store, pointer = {
    get() {
      return store.hooks[index];
    },
    set(value) {
      store.hooks[index] = value;
    },
    initialized: index in store.hooks
  }, returnValue = cb(pointer);
  return store.index++, returnValue;
}
function handleChange() {
  getStore().handleChange();
}
var effectScheduler = {
  queue(cb) {
    let store = getStore(), { index } = store;
    store.hooksEffect.push(() => {
      store.hooksCleanup[index]?.();
      let cleanFn = cb(readline());
      if (cleanFn != null && typeof cleanFn != "function")
        throw new ValidationError("useEffect return value must be a cleanup function or nothing.");
      store.hooksCleanup[index] = cleanFn;
    });
  },
  run() {
    let store = getStore();
    withUpdates(() => {
      store.hooksEffect.forEach((effect) => {
        effect();
      }), store.hooksEffect.length = 0;
    })();
  },
  clearAll() {
    let store = getStore();
    store.hooksCleanup.forEach((cleanFn) => {
      cleanFn?.();
    }), store.hooksEffect.length = 0, store.hooksCleanup.length = 0;
  }
};

// node_modules/@inquirer/core/dist/lib/use-state.js
function isFactory(value) {
  return typeof value == "function";
}
function isReducer(value) {
  return typeof value == "function";
}
function useState(defaultValue) {
  return withPointer((pointer) => {
    let setState = AsyncResource2.bind(function(newValue) {
      let currentValue = pointer.get(), nextValue = isReducer(newValue) ? newValue(currentValue) : newValue;
      Object.is(currentValue, nextValue) || (pointer.set(nextValue), handleChange());
    });
    if (pointer.initialized)
      return [pointer.get(), setState];
    let value = isFactory(defaultValue) ? defaultValue() : defaultValue;
    return pointer.set(value), [value, setState];
  });
}

// node_modules/@inquirer/core/dist/lib/use-effect.js
function useEffect(cb, depArray) {
  withPointer((pointer) => {
    let oldDeps = pointer.get();
    (!Array.isArray(oldDeps) || depArray.some((dep, i) => !Object.is(dep, oldDeps[i]))) && effectScheduler.queue(cb), pointer.set(depArray);
  });
}

// node_modules/@inquirer/core/dist/lib/theme.js
import { styleText } from "node:util";

// node_modules/@inquirer/figures/dist/index.js
import process2 from "node:process";
function isUnicodeSupported() {
  return process2.platform.startsWith("win") ? !!process2.env.CI || // CI environments generally support unicode
  !!process2.env.WT_SESSION || // Windows Terminal
  !!process2.env.TERMINUS_SUBLIME || // Terminus (<0.2.27)
  process2.env.ConEmuTask === "{cmd::Cmder}" || // ConEmu and cmder
  process2.env.TERM_PROGRAM === "Terminus-Sublime" || process2.env.TERM_PROGRAM === "vscode" || process2.env.TERM === "xterm-256color" || process2.env.TERM === "alacritty" || process2.env.TERMINAL_EMULATOR === "JetBrains-JediTerm" : process2.env.TERM !== "linux";
}
var common = {
  circleQuestionMark: "(?)",
  questionMarkPrefix: "(?)",
  square: "█",
  squareDarkShade: "▓",
  squareMediumShade: "▒",
  squareLightShade: "░",
  squareTop: "▀",
  squareBottom: "▄",
  squareLeft: "▌",
  squareRight: "▐",
  squareCenter: "■",
  bullet: "●",
  dot: "․",
  ellipsis: "…",
  pointerSmall: "›",
  triangleUp: "▲",
  triangleUpSmall: "▴",
  triangleDown: "▼",
  triangleDownSmall: "▾",
  triangleLeftSmall: "◂",
  triangleRightSmall: "▸",
  home: "⌂",
  heart: "♥",
  musicNote: "♪",
  musicNoteBeamed: "♫",
  arrowUp: "↑",
  arrowDown: "↓",
  arrowLeft: "←",
  arrowRight: "→",
  arrowLeftRight: "↔",
  arrowUpDown: "↕",
  almostEqual: "≈",
  notEqual: "≠",
  lessOrEqual: "≤",
  greaterOrEqual: "≥",
  identical: "≡",
  infinity: "∞",
  subscriptZero: "₀",
  subscriptOne: "₁",
  subscriptTwo: "₂",
  subscriptThree: "₃",
  subscriptFour: "₄",
  subscriptFive: "₅",
  subscriptSix: "₆",
  subscriptSeven: "₇",
  subscriptEight: "₈",
  subscriptNine: "₉",
  oneHalf: "½",
  oneThird: "⅓",
  oneQuarter: "¼",
  oneFifth: "⅕",
  oneSixth: "⅙",
  oneEighth: "⅛",
  twoThirds: "⅔",
  twoFifths: "⅖",
  threeQuarters: "¾",
  threeFifths: "⅗",
  threeEighths: "⅜",
  fourFifths: "⅘",
  fiveSixths: "⅚",
  fiveEighths: "⅝",
  sevenEighths: "⅞",
  line: "─",
  lineBold: "━",
  lineDouble: "═",
  lineDashed0: "┄",
  lineDashed1: "┅",
  lineDashed2: "┈",
  lineDashed3: "┉",
  lineDashed4: "╌",
  lineDashed5: "╍",
  lineDashed6: "╴",
  lineDashed7: "╶",
  lineDashed8: "╸",
  lineDashed9: "╺",
  lineDashed10: "╼",
  lineDashed11: "╾",
  lineDashed12: "−",
  lineDashed13: "–",
  lineDashed14: "‐",
  lineDashed15: "⁃",
  lineVertical: "│",
  lineVerticalBold: "┃",
  lineVerticalDouble: "║",
  lineVerticalDashed0: "┆",
  lineVerticalDashed1: "┇",
  lineVerticalDashed2: "┊",
  lineVerticalDashed3: "┋",
  lineVerticalDashed4: "╎",
  lineVerticalDashed5: "╏",
  lineVerticalDashed6: "╵",
  lineVerticalDashed7: "╷",
  lineVerticalDashed8: "╹",
  lineVerticalDashed9: "╻",
  lineVerticalDashed10: "╽",
  lineVerticalDashed11: "╿",
  lineDownLeft: "┐",
  lineDownLeftArc: "╮",
  lineDownBoldLeftBold: "┓",
  lineDownBoldLeft: "┒",
  lineDownLeftBold: "┑",
  lineDownDoubleLeftDouble: "╗",
  lineDownDoubleLeft: "╖",
  lineDownLeftDouble: "╕",
  lineDownRight: "┌",
  lineDownRightArc: "╭",
  lineDownBoldRightBold: "┏",
  lineDownBoldRight: "┎",
  lineDownRightBold: "┍",
  lineDownDoubleRightDouble: "╔",
  lineDownDoubleRight: "╓",
  lineDownRightDouble: "╒",
  lineUpLeft: "┘",
  lineUpLeftArc: "╯",
  lineUpBoldLeftBold: "┛",
  lineUpBoldLeft: "┚",
  lineUpLeftBold: "┙",
  lineUpDoubleLeftDouble: "╝",
  lineUpDoubleLeft: "╜",
  lineUpLeftDouble: "╛",
  lineUpRight: "└",
  lineUpRightArc: "╰",
  lineUpBoldRightBold: "┗",
  lineUpBoldRight: "┖",
  lineUpRightBold: "┕",
  lineUpDoubleRightDouble: "╚",
  lineUpDoubleRight: "╙",
  lineUpRightDouble: "╘",
  lineUpDownLeft: "┤",
  lineUpBoldDownBoldLeftBold: "┫",
  lineUpBoldDownBoldLeft: "┨",
  lineUpDownLeftBold: "┥",
  lineUpBoldDownLeftBold: "┩",
  lineUpDownBoldLeftBold: "┪",
  lineUpDownBoldLeft: "┧",
  lineUpBoldDownLeft: "┦",
  lineUpDoubleDownDoubleLeftDouble: "╣",
  lineUpDoubleDownDoubleLeft: "╢",
  lineUpDownLeftDouble: "╡",
  lineUpDownRight: "├",
  lineUpBoldDownBoldRightBold: "┣",
  lineUpBoldDownBoldRight: "┠",
  lineUpDownRightBold: "┝",
  lineUpBoldDownRightBold: "┡",
  lineUpDownBoldRightBold: "┢",
  lineUpDownBoldRight: "┟",
  lineUpBoldDownRight: "┞",
  lineUpDoubleDownDoubleRightDouble: "╠",
  lineUpDoubleDownDoubleRight: "╟",
  lineUpDownRightDouble: "╞",
  lineDownLeftRight: "┬",
  lineDownBoldLeftBoldRightBold: "┳",
  lineDownLeftBoldRightBold: "┯",
  lineDownBoldLeftRight: "┰",
  lineDownBoldLeftBoldRight: "┱",
  lineDownBoldLeftRightBold: "┲",
  lineDownLeftRightBold: "┮",
  lineDownLeftBoldRight: "┭",
  lineDownDoubleLeftDoubleRightDouble: "╦",
  lineDownDoubleLeftRight: "╥",
  lineDownLeftDoubleRightDouble: "╤",
  lineUpLeftRight: "┴",
  lineUpBoldLeftBoldRightBold: "┻",
  lineUpLeftBoldRightBold: "┷",
  lineUpBoldLeftRight: "┸",
  lineUpBoldLeftBoldRight: "┹",
  lineUpBoldLeftRightBold: "┺",
  lineUpLeftRightBold: "┶",
  lineUpLeftBoldRight: "┵",
  lineUpDoubleLeftDoubleRightDouble: "╩",
  lineUpDoubleLeftRight: "╨",
  lineUpLeftDoubleRightDouble: "╧",
  lineUpDownLeftRight: "┼",
  lineUpBoldDownBoldLeftBoldRightBold: "╋",
  lineUpDownBoldLeftBoldRightBold: "╈",
  lineUpBoldDownLeftBoldRightBold: "╇",
  lineUpBoldDownBoldLeftRightBold: "╊",
  lineUpBoldDownBoldLeftBoldRight: "╉",
  lineUpBoldDownLeftRight: "╀",
  lineUpDownBoldLeftRight: "╁",
  lineUpDownLeftBoldRight: "┽",
  lineUpDownLeftRightBold: "┾",
  lineUpBoldDownBoldLeftRight: "╂",
  lineUpDownLeftBoldRightBold: "┿",
  lineUpBoldDownLeftBoldRight: "╃",
  lineUpBoldDownLeftRightBold: "╄",
  lineUpDownBoldLeftBoldRight: "╅",
  lineUpDownBoldLeftRightBold: "╆",
  lineUpDoubleDownDoubleLeftDoubleRightDouble: "╬",
  lineUpDoubleDownDoubleLeftRight: "╫",
  lineUpDownLeftDoubleRightDouble: "╪",
  lineCross: "╳",
  lineBackslash: "╲",
  lineSlash: "╱"
}, specialMainSymbols = {
  tick: "✔",
  info: "ℹ",
  warning: "⚠",
  cross: "✘",
  squareSmall: "◻",
  squareSmallFilled: "◼",
  circle: "◯",
  circleFilled: "◉",
  circleDotted: "◌",
  circleDouble: "◎",
  circleCircle: "ⓞ",
  circleCross: "ⓧ",
  circlePipe: "Ⓘ",
  radioOn: "◉",
  radioOff: "◯",
  checkboxOn: "☒",
  checkboxOff: "☐",
  checkboxCircleOn: "ⓧ",
  checkboxCircleOff: "Ⓘ",
  pointer: "❯",
  triangleUpOutline: "△",
  triangleLeft: "◀",
  triangleRight: "▶",
  lozenge: "◆",
  lozengeOutline: "◇",
  hamburger: "☰",
  smiley: "㋡",
  mustache: "෴",
  star: "★",
  play: "▶",
  nodejs: "⬢",
  oneSeventh: "⅐",
  oneNinth: "⅑",
  oneTenth: "⅒"
}, specialFallbackSymbols = {
  tick: "√",
  info: "i",
  warning: "‼",
  cross: "×",
  squareSmall: "□",
  squareSmallFilled: "■",
  circle: "( )",
  circleFilled: "(*)",
  circleDotted: "( )",
  circleDouble: "( )",
  circleCircle: "(○)",
  circleCross: "(×)",
  circlePipe: "(│)",
  radioOn: "(*)",
  radioOff: "( )",
  checkboxOn: "[×]",
  checkboxOff: "[ ]",
  checkboxCircleOn: "(×)",
  checkboxCircleOff: "( )",
  pointer: ">",
  triangleUpOutline: "∆",
  triangleLeft: "◄",
  triangleRight: "►",
  lozenge: "♦",
  lozengeOutline: "◊",
  hamburger: "≡",
  smiley: "☺",
  mustache: "┌─┐",
  star: "✶",
  play: "►",
  nodejs: "♦",
  oneSeventh: "1/7",
  oneNinth: "1/9",
  oneTenth: "1/10"
}, mainSymbols = {
  ...common,
  ...specialMainSymbols
}, fallbackSymbols = {
  ...common,
  ...specialFallbackSymbols
}, shouldUseMain = isUnicodeSupported(), figures = shouldUseMain ? mainSymbols : fallbackSymbols, dist_default = figures, replacements = Object.entries(specialMainSymbols);

// node_modules/@inquirer/core/dist/lib/theme.js
var defaultTheme = {
  prefix: {
    idle: styleText("blue", "?"),
    done: styleText("green", dist_default.tick)
  },
  spinner: {
    interval: 80,
    frames: ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"].map((frame) => styleText("yellow", frame))
  },
  keybindings: [],
  style: {
    answer: (text) => styleText("cyan", text),
    message: (text) => styleText("bold", text),
    error: (text) => styleText("red", `> ${text}`),
    defaultAnswer: (text) => styleText("dim", `(${text})`),
    help: (text) => styleText("dim", text),
    highlight: (text) => styleText("cyan", text),
    key: (text) => styleText("cyan", styleText("bold", `<${text}>`))
  }
};
function getDefaultTheme() {
  return {
    ...defaultTheme,
    keybindings: getDefaultKeybindings()
  };
}

// node_modules/@inquirer/core/dist/lib/make-theme.js
function isPlainObject(value) {
  if (typeof value != "object" || value === null)
    return !1;
  let proto = value;
  for (; Object.getPrototypeOf(proto) !== null; )
    proto = Object.getPrototypeOf(proto);
  return Object.getPrototypeOf(value) === proto;
}
function deepMerge(...objects) {
  let output = {};
  for (let obj of objects)
    for (let [key, value] of Object.entries(obj)) {
      let prevValue = output[key];
      output[key] = isPlainObject(prevValue) && isPlainObject(value) ? deepMerge(prevValue, value) : value;
    }
  return output;
}
function makeTheme(...themes) {
  let themesToMerge = [
    getDefaultTheme(),
    ...themes.filter((theme) => theme != null)
  ];
  return deepMerge(...themesToMerge);
}

// node_modules/@inquirer/core/dist/lib/use-prefix.js
function usePrefix({ status = "idle", theme }) {
  let [showLoader, setShowLoader] = useState(!1), [tick, setTick] = useState(0), { prefix, spinner } = makeTheme(theme);
  return useEffect(() => {
    if (status === "loading") {
      let tickInterval, inc = -1, delayTimeout = setTimeout(() => {
        setShowLoader(!0), tickInterval = setInterval(() => {
          inc = inc + 1, setTick(inc % spinner.frames.length);
        }, spinner.interval);
      }, 300);
      return () => {
        clearTimeout(delayTimeout), clearInterval(tickInterval);
      };
    } else
      setShowLoader(!1);
  }, [status]), showLoader ? spinner.frames[tick] : typeof prefix == "string" ? prefix : prefix[status === "loading" ? "idle" : status] ?? prefix.idle;
}

// node_modules/@inquirer/core/dist/lib/use-ref.js
function useRef(val) {
  return useState({ current: val })[0];
}

// node_modules/@inquirer/core/dist/lib/use-keypress.js
function useKeypress(userHandler) {
  let signal = useRef(userHandler);
  signal.current = userHandler, useEffect((rl) => {
    let ignore = !1, handler = withUpdates((_input, event) => {
      ignore || signal.current(event, rl);
    });
    return rl.input.on("keypress", handler), () => {
      ignore = !0, rl.input.removeListener("keypress", handler);
    };
  }, []);
}

// node_modules/@inquirer/core/dist/lib/utils.js
var import_cli_width = __toESM(require_cli_width(), 1);

// node_modules/fast-string-truncated-width/dist/utils.js
var getCodePointsLength = /* @__PURE__ */ (() => {
  let SURROGATE_PAIR_RE = /[\uD800-\uDBFF][\uDC00-\uDFFF]/g;
  return (input) => {
    let surrogatePairsNr = 0;
    for (SURROGATE_PAIR_RE.lastIndex = 0; SURROGATE_PAIR_RE.test(input); )
      surrogatePairsNr += 1;
    return input.length - surrogatePairsNr;
  };
})(), isFullWidth = (x) => x === 12288 || x >= 65281 && x <= 65376 || x >= 65504 && x <= 65510, isWideNotCJKTNotEmoji = (x) => x === 8987 || x === 9001 || x >= 12272 && x <= 12287 || x >= 12289 && x <= 12350 || x >= 12441 && x <= 12543 || x >= 12549 && x <= 12591 || x >= 12593 && x <= 12686 || x >= 12688 && x <= 12771 || x >= 12783 && x <= 12830 || x >= 12832 && x <= 12871 || x >= 12880 && x <= 19903 || x >= 65040 && x <= 65049 || x >= 65072 && x <= 65106 || x >= 65108 && x <= 65126 || x >= 65128 && x <= 65131 || x >= 127488 && x <= 127490 || x >= 127504 && x <= 127547 || x >= 127552 && x <= 127560 || x >= 131072 && x <= 196605 || x >= 196608 && x <= 262141;

// node_modules/fast-string-truncated-width/dist/index.js
var ANSI_RE = /[\u001b\u009b][[()#;?]*(?:[0-9]{1,4}(?:;[0-9]{0,4})*)?[0-9A-ORZcf-nqry=><]|\u001b\]8;[^;]*;.*?(?:\u0007|\u001b\u005c)/y, CONTROL_RE = /[\x00-\x08\x0A-\x1F\x7F-\x9F]{1,1000}/y, CJKT_WIDE_RE = /(?:(?![\uFF61-\uFF9F\uFF00-\uFFEF])[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Tangut}]){1,1000}/yu, TAB_RE = /\t{1,1000}/y, EMOJI_RE = new RegExp("[\\u{1F1E6}-\\u{1F1FF}]{2}|\\u{1F3F4}[\\u{E0061}-\\u{E007A}]{2}[\\u{E0030}-\\u{E0039}\\u{E0061}-\\u{E007A}]{1,3}\\u{E007F}|(?:\\p{Emoji}\\uFE0F\\u20E3?|\\p{Emoji_Modifier_Base}\\p{Emoji_Modifier}?|\\p{Emoji_Presentation})(?:\\u200D(?:\\p{Emoji_Modifier_Base}\\p{Emoji_Modifier}?|\\p{Emoji_Presentation}|\\p{Emoji}\\uFE0F\\u20E3?))*", "yu"), LATIN_RE = /(?:[\x20-\x7E\xA0-\xFF](?!\uFE0F)){1,1000}/y, MODIFIER_RE = new RegExp("\\p{M}+", "gu"), NO_TRUNCATION = { limit: 1 / 0, ellipsis: "" }, getStringTruncatedWidth = (input, truncationOptions = {}, widthOptions = {}) => {
  let LIMIT = truncationOptions.limit ?? 1 / 0, ELLIPSIS = truncationOptions.ellipsis ?? "", ELLIPSIS_WIDTH = truncationOptions?.ellipsisWidth ?? (ELLIPSIS ? getStringTruncatedWidth(ELLIPSIS, NO_TRUNCATION, widthOptions).width : 0), ANSI_WIDTH = 0, CONTROL_WIDTH = widthOptions.controlWidth ?? 0, TAB_WIDTH = widthOptions.tabWidth ?? 8, EMOJI_WIDTH = widthOptions.emojiWidth ?? 2, FULL_WIDTH_WIDTH = 2, REGULAR_WIDTH = widthOptions.regularWidth ?? 1, WIDE_WIDTH = widthOptions.wideWidth ?? FULL_WIDTH_WIDTH, PARSE_BLOCKS = [
    [LATIN_RE, REGULAR_WIDTH],
    [ANSI_RE, ANSI_WIDTH],
    [CONTROL_RE, CONTROL_WIDTH],
    [TAB_RE, TAB_WIDTH],
    [EMOJI_RE, EMOJI_WIDTH],
    [CJKT_WIDE_RE, WIDE_WIDTH]
  ], indexPrev = 0, index = 0, length = input.length, lengthExtra = 0, truncationEnabled = !1, truncationIndex = length, truncationLimit = Math.max(0, LIMIT - ELLIPSIS_WIDTH), unmatchedStart = 0, unmatchedEnd = 0, width = 0, widthExtra = 0;
  outer: for (; ; ) {
    if (unmatchedEnd > unmatchedStart || index >= length && index > indexPrev) {
      let unmatched = input.slice(unmatchedStart, unmatchedEnd) || input.slice(indexPrev, index);
      lengthExtra = 0;
      for (let char of unmatched.replaceAll(MODIFIER_RE, "")) {
        let codePoint = char.codePointAt(0) || 0;
        if (isFullWidth(codePoint) ? widthExtra = FULL_WIDTH_WIDTH : isWideNotCJKTNotEmoji(codePoint) ? widthExtra = WIDE_WIDTH : widthExtra = REGULAR_WIDTH, width + widthExtra > truncationLimit && (truncationIndex = Math.min(truncationIndex, Math.max(unmatchedStart, indexPrev) + lengthExtra)), width + widthExtra > LIMIT) {
          truncationEnabled = !0;
          break outer;
        }
        lengthExtra += char.length, width += widthExtra;
      }
      unmatchedStart = unmatchedEnd = 0;
    }
    if (index >= length)
      break outer;
    for (let i = 0, l = PARSE_BLOCKS.length; i < l; i++) {
      let [BLOCK_RE, BLOCK_WIDTH] = PARSE_BLOCKS[i];
      if (BLOCK_RE.lastIndex = index, BLOCK_RE.test(input)) {
        if (lengthExtra = BLOCK_RE === CJKT_WIDE_RE ? getCodePointsLength(input.slice(index, BLOCK_RE.lastIndex)) : BLOCK_RE === EMOJI_RE ? 1 : BLOCK_RE.lastIndex - index, widthExtra = lengthExtra * BLOCK_WIDTH, width + widthExtra > truncationLimit && (truncationIndex = Math.min(truncationIndex, index + Math.floor((truncationLimit - width) / BLOCK_WIDTH))), width + widthExtra > LIMIT) {
          truncationEnabled = !0;
          break outer;
        }
        width += widthExtra, unmatchedStart = indexPrev, unmatchedEnd = index, index = indexPrev = BLOCK_RE.lastIndex;
        continue outer;
      }
    }
    index += 1;
  }
  return {
    width: truncationEnabled ? truncationLimit : width,
    index: truncationEnabled ? truncationIndex : length,
    truncated: truncationEnabled,
    ellipsed: truncationEnabled && LIMIT >= ELLIPSIS_WIDTH
  };
}, dist_default2 = getStringTruncatedWidth;

// node_modules/fast-string-width/dist/index.js
var NO_TRUNCATION2 = {
  limit: 1 / 0,
  ellipsis: "",
  ellipsisWidth: 0
}, fastStringWidth = (input, options = {}) => dist_default2(input, NO_TRUNCATION2, options).width, dist_default3 = fastStringWidth;

// node_modules/fast-wrap-ansi/lib/main.js
var ESC = "\x1B", CSI = "", END_CODE = 39, ANSI_ESCAPE_BELL = "\x07", ANSI_CSI = "[", ANSI_OSC = "]", ANSI_SGR_TERMINATOR = "m", ANSI_ESCAPE_LINK = `${ANSI_OSC}8;;`, GROUP_REGEX = new RegExp(`(?:\\${ANSI_CSI}(?<code>\\d+)m|\\${ANSI_ESCAPE_LINK}(?<uri>.*)${ANSI_ESCAPE_BELL})`, "y"), getClosingCode = (openingCode) => {
  if (openingCode >= 30 && openingCode <= 37 || openingCode >= 90 && openingCode <= 97)
    return 39;
  if (openingCode >= 40 && openingCode <= 47 || openingCode >= 100 && openingCode <= 107)
    return 49;
  if (openingCode === 1 || openingCode === 2)
    return 22;
  if (openingCode === 3)
    return 23;
  if (openingCode === 4)
    return 24;
  if (openingCode === 7)
    return 27;
  if (openingCode === 8)
    return 28;
  if (openingCode === 9)
    return 29;
  if (openingCode === 0)
    return 0;
}, wrapAnsiCode = (code) => `${ESC}${ANSI_CSI}${code}${ANSI_SGR_TERMINATOR}`, wrapAnsiHyperlink = (url) => `${ESC}${ANSI_ESCAPE_LINK}${url}${ANSI_ESCAPE_BELL}`, wrapWord = (rows, word, columns) => {
  let characters = word[Symbol.iterator](), isInsideEscape = !1, isInsideLinkEscape = !1, lastRow = rows.at(-1), visible = lastRow === void 0 ? 0 : dist_default3(lastRow), currentCharacter = characters.next(), nextCharacter = characters.next(), rawCharacterIndex = 0;
  for (; !currentCharacter.done; ) {
    let character = currentCharacter.value, characterLength = dist_default3(character);
    visible + characterLength <= columns ? rows[rows.length - 1] += character : (rows.push(character), visible = 0), (character === ESC || character === CSI) && (isInsideEscape = !0, isInsideLinkEscape = word.startsWith(ANSI_ESCAPE_LINK, rawCharacterIndex + 1)), isInsideEscape ? isInsideLinkEscape ? character === ANSI_ESCAPE_BELL && (isInsideEscape = !1, isInsideLinkEscape = !1) : character === ANSI_SGR_TERMINATOR && (isInsideEscape = !1) : (visible += characterLength, visible === columns && !nextCharacter.done && (rows.push(""), visible = 0)), currentCharacter = nextCharacter, nextCharacter = characters.next(), rawCharacterIndex += character.length;
  }
  lastRow = rows.at(-1), !visible && lastRow !== void 0 && lastRow.length && rows.length > 1 && (rows[rows.length - 2] += rows.pop());
}, stringVisibleTrimSpacesRight = (string) => {
  let words = string.split(" "), last = words.length;
  for (; last && !dist_default3(words[last - 1]); )
    last--;
  return last === words.length ? string : words.slice(0, last).join(" ") + words.slice(last).join("");
}, exec = (string, columns, options = {}) => {
  if (options.trim !== !1 && string.trim() === "")
    return "";
  let returnValue = "", escapeCode, escapeUrl, words = string.split(" "), rows = [""], rowLength = 0;
  for (let index = 0; index < words.length; index++) {
    let word = words[index];
    if (options.trim !== !1) {
      let row = rows.at(-1) ?? "", trimmed = row.trimStart();
      row.length !== trimmed.length && (rows[rows.length - 1] = trimmed, rowLength = dist_default3(trimmed));
    }
    index !== 0 && (rowLength >= columns && (options.wordWrap === !1 || options.trim === !1) && (rows.push(""), rowLength = 0), (rowLength || options.trim === !1) && (rows[rows.length - 1] += " ", rowLength++));
    let wordLength = dist_default3(word);
    if (options.hard && wordLength > columns) {
      let remainingColumns = columns - rowLength, breaksStartingThisLine = 1 + Math.floor((wordLength - remainingColumns - 1) / columns);
      Math.floor((wordLength - 1) / columns) < breaksStartingThisLine && rows.push(""), wrapWord(rows, word, columns), rowLength = dist_default3(rows.at(-1) ?? "");
      continue;
    }
    if (rowLength + wordLength > columns && rowLength && wordLength) {
      if (options.wordWrap === !1 && rowLength < columns) {
        wrapWord(rows, word, columns), rowLength = dist_default3(rows.at(-1) ?? "");
        continue;
      }
      rows.push(""), rowLength = 0;
    }
    if (rowLength + wordLength > columns && options.wordWrap === !1) {
      wrapWord(rows, word, columns), rowLength = dist_default3(rows.at(-1) ?? "");
      continue;
    }
    rows[rows.length - 1] += word, rowLength += wordLength;
  }
  options.trim !== !1 && (rows = rows.map((row) => stringVisibleTrimSpacesRight(row)));
  let preString = rows.join(`
`), inSurrogate = !1;
  for (let i = 0; i < preString.length; i++) {
    let character = preString[i];
    if (returnValue += character, inSurrogate)
      inSurrogate = !1;
    else if (inSurrogate = character >= "\uD800" && character <= "\uDBFF", inSurrogate)
      continue;
    if (character === ESC || character === CSI) {
      GROUP_REGEX.lastIndex = i + 1;
      let groups = GROUP_REGEX.exec(preString)?.groups;
      if (groups?.code !== void 0) {
        let code = Number.parseFloat(groups.code);
        escapeCode = code === END_CODE ? void 0 : code;
      } else groups?.uri !== void 0 && (escapeUrl = groups.uri.length === 0 ? void 0 : groups.uri);
    }
    if (preString[i + 1] === `
`) {
      escapeUrl && (returnValue += wrapAnsiHyperlink(""));
      let closingCode = escapeCode ? getClosingCode(escapeCode) : void 0;
      escapeCode && closingCode && (returnValue += wrapAnsiCode(closingCode));
    } else character === `
` && (escapeCode && getClosingCode(escapeCode) && (returnValue += wrapAnsiCode(escapeCode)), escapeUrl && (returnValue += wrapAnsiHyperlink(escapeUrl)));
  }
  return returnValue;
}, CRLF_OR_LF = /\r?\n/;
function wrapAnsi(string, columns, options) {
  return String(string).normalize().split(CRLF_OR_LF).map((line) => exec(line, columns, options)).join(`
`);
}

// node_modules/@inquirer/core/dist/lib/utils.js
function breakLines(content, width) {
  return content.split(`
`).flatMap((line) => wrapAnsi(line, width, { trim: !1, wordWrap: !1 }).split(`
`).map((str) => str.trimEnd())).join(`
`);
}
function readlineWidth() {
  return (0, import_cli_width.default)({ defaultWidth: 80, output: readline().output });
}

// node_modules/@inquirer/core/dist/lib/create-prompt.js
import * as readline2 from "node:readline";
import { AsyncResource as AsyncResource3 } from "node:async_hooks";

// node_modules/@inquirer/type/dist/utils.js
function withResolver() {
  let resolve, reject;
  return { promise: new Promise((res, rej) => {
    resolve = res, reject = rej;
  }), resolve, reject };
}

// node_modules/@inquirer/core/dist/lib/create-prompt.js
var import_mute_stream = __toESM(require_lib(), 1);

// node_modules/signal-exit/dist/mjs/signals.js
var signals = [];
signals.push("SIGHUP", "SIGINT", "SIGTERM");
process.platform !== "win32" && signals.push(
  "SIGALRM",
  "SIGABRT",
  "SIGVTALRM",
  "SIGXCPU",
  "SIGXFSZ",
  "SIGUSR2",
  "SIGTRAP",
  "SIGSYS",
  "SIGQUIT",
  "SIGIOT"
  // should detect profiler and enable/disable accordingly.
  // see #21
  // 'SIGPROF'
);
process.platform === "linux" && signals.push("SIGIO", "SIGPOLL", "SIGPWR", "SIGSTKFLT");

// node_modules/signal-exit/dist/mjs/index.js
var processOk = (process4) => !!process4 && typeof process4 == "object" && typeof process4.removeListener == "function" && typeof process4.emit == "function" && typeof process4.reallyExit == "function" && typeof process4.listeners == "function" && typeof process4.kill == "function" && typeof process4.pid == "number" && typeof process4.on == "function", kExitEmitter = /* @__PURE__ */ Symbol.for("signal-exit emitter"), global = globalThis, ObjectDefineProperty = Object.defineProperty.bind(Object), Emitter = class {
  emitted = {
    afterExit: !1,
    exit: !1
  };
  listeners = {
    afterExit: [],
    exit: []
  };
  count = 0;
  id = Math.random();
  constructor() {
    if (global[kExitEmitter])
      return global[kExitEmitter];
    ObjectDefineProperty(global, kExitEmitter, {
      value: this,
      writable: !1,
      enumerable: !1,
      configurable: !1
    });
  }
  on(ev, fn) {
    this.listeners[ev].push(fn);
  }
  removeListener(ev, fn) {
    let list = this.listeners[ev], i = list.indexOf(fn);
    i !== -1 && (i === 0 && list.length === 1 ? list.length = 0 : list.splice(i, 1));
  }
  emit(ev, code, signal) {
    if (this.emitted[ev])
      return !1;
    this.emitted[ev] = !0;
    let ret = !1;
    for (let fn of this.listeners[ev])
      ret = fn(code, signal) === !0 || ret;
    return ev === "exit" && (ret = this.emit("afterExit", code, signal) || ret), ret;
  }
}, SignalExitBase = class {
}, signalExitWrap = (handler) => ({
  onExit(cb, opts) {
    return handler.onExit(cb, opts);
  },
  load() {
    return handler.load();
  },
  unload() {
    return handler.unload();
  }
}), SignalExitFallback = class extends SignalExitBase {
  onExit() {
    return () => {
    };
  }
  load() {
  }
  unload() {
  }
}, SignalExit = class extends SignalExitBase {
  // "SIGHUP" throws an `ENOSYS` error on Windows,
  // so use a supported signal instead
  /* c8 ignore start */
  #hupSig = process3.platform === "win32" ? "SIGINT" : "SIGHUP";
  /* c8 ignore stop */
  #emitter = new Emitter();
  #process;
  #originalProcessEmit;
  #originalProcessReallyExit;
  #sigListeners = {};
  #loaded = !1;
  constructor(process4) {
    super(), this.#process = process4, this.#sigListeners = {};
    for (let sig of signals)
      this.#sigListeners[sig] = () => {
        let listeners = this.#process.listeners(sig), { count } = this.#emitter, p = process4;
        if (typeof p.__signal_exit_emitter__ == "object" && typeof p.__signal_exit_emitter__.count == "number" && (count += p.__signal_exit_emitter__.count), listeners.length === count) {
          this.unload();
          let ret = this.#emitter.emit("exit", null, sig), s = sig === "SIGHUP" ? this.#hupSig : sig;
          ret || process4.kill(process4.pid, s);
        }
      };
    this.#originalProcessReallyExit = process4.reallyExit, this.#originalProcessEmit = process4.emit;
  }
  onExit(cb, opts) {
    if (!processOk(this.#process))
      return () => {
      };
    this.#loaded === !1 && this.load();
    let ev = opts?.alwaysLast ? "afterExit" : "exit";
    return this.#emitter.on(ev, cb), () => {
      this.#emitter.removeListener(ev, cb), this.#emitter.listeners.exit.length === 0 && this.#emitter.listeners.afterExit.length === 0 && this.unload();
    };
  }
  load() {
    if (!this.#loaded) {
      this.#loaded = !0, this.#emitter.count += 1;
      for (let sig of signals)
        try {
          let fn = this.#sigListeners[sig];
          fn && this.#process.on(sig, fn);
        } catch {
        }
      this.#process.emit = (ev, ...a) => this.#processEmit(ev, ...a), this.#process.reallyExit = (code) => this.#processReallyExit(code);
    }
  }
  unload() {
    this.#loaded && (this.#loaded = !1, signals.forEach((sig) => {
      let listener = this.#sigListeners[sig];
      if (!listener)
        throw new Error("Listener not defined for signal: " + sig);
      try {
        this.#process.removeListener(sig, listener);
      } catch {
      }
    }), this.#process.emit = this.#originalProcessEmit, this.#process.reallyExit = this.#originalProcessReallyExit, this.#emitter.count -= 1);
  }
  #processReallyExit(code) {
    return processOk(this.#process) ? (this.#process.exitCode = code || 0, this.#emitter.emit("exit", this.#process.exitCode, null), this.#originalProcessReallyExit.call(this.#process, this.#process.exitCode)) : 0;
  }
  #processEmit(ev, ...args) {
    let og = this.#originalProcessEmit;
    if (ev === "exit" && processOk(this.#process)) {
      typeof args[0] == "number" && (this.#process.exitCode = args[0]);
      let ret = og.call(this.#process, ev, ...args);
      return this.#emitter.emit("exit", this.#process.exitCode, null), ret;
    } else
      return og.call(this.#process, ev, ...args);
  }
}, process3 = globalThis.process, {
  /**
   * Called when the process is exiting, whether via signal, explicit
   * exit, or running out of stuff to do.
   *
   * If the global process object is not suitable for instrumentation,
   * then this will be a no-op.
   *
   * Returns a function that may be used to unload signal-exit.
   */
  onExit,
  /**
   * Load the listeners.  Likely you never need to call this, unless
   * doing a rather deep integration with signal-exit functionality.
   * Mostly exposed for the benefit of testing.
   *
   * @internal
   */
  load,
  /**
   * Unload the listeners.  Likely you never need to call this, unless
   * doing a rather deep integration with signal-exit functionality.
   * Mostly exposed for the benefit of testing.
   *
   * @internal
   */
  unload
} = signalExitWrap(processOk(process3) ? new SignalExit(process3) : new SignalExitFallback());

// node_modules/@inquirer/core/dist/lib/screen-manager.js
import { stripVTControlCharacters } from "node:util";

// node_modules/@inquirer/ansi/dist/index.js
var cursorHide = "\x1B[?25l", cursorShow = "\x1B[?25h", cursorUp = (rows = 1) => rows > 0 ? `\x1B[${rows}A` : "", cursorDown = (rows = 1) => rows > 0 ? `\x1B[${rows}B` : "", cursorTo = (x, y) => typeof y == "number" && !Number.isNaN(y) ? `\x1B[${y + 1};${x + 1}H` : `\x1B[${x + 1}G`, eraseLine = "\x1B[2K", eraseLines = (lines) => lines > 0 ? (eraseLine + cursorUp(1)).repeat(lines - 1) + eraseLine + "\x1B[G" : "";

// node_modules/@inquirer/core/dist/lib/screen-manager.js
var height = (content) => content.split(`
`).length, lastLine = (content) => content.split(`
`).pop() ?? "", ScreenManager = class {
  // These variables are keeping information to allow correct prompt re-rendering
  height = 0;
  extraLinesUnderPrompt = 0;
  cursorPos;
  rl;
  constructor(rl) {
    this.rl = rl, this.cursorPos = rl.getCursorPos();
  }
  write(content) {
    this.rl.output.unmute(), this.rl.output.write(content), this.rl.output.mute();
  }
  render(content, bottomContent = "") {
    let promptLine = lastLine(content), rawPromptLine = stripVTControlCharacters(promptLine), prompt = rawPromptLine;
    this.rl.line.length > 0 && (prompt = prompt.slice(0, -this.rl.line.length)), this.rl.setPrompt(prompt), this.cursorPos = this.rl.getCursorPos();
    let width = readlineWidth();
    content = breakLines(content, width), bottomContent = breakLines(bottomContent, width), rawPromptLine.length % width === 0 && (content += `
`);
    let output = content + (bottomContent ? `
` + bottomContent : ""), bottomContentHeight = Math.floor(rawPromptLine.length / width) - this.cursorPos.rows + (bottomContent ? height(bottomContent) : 0);
    bottomContentHeight > 0 && (output += cursorUp(bottomContentHeight)), output += cursorTo(this.cursorPos.cols), this.write(cursorDown(this.extraLinesUnderPrompt) + eraseLines(this.height) + output), this.extraLinesUnderPrompt = bottomContentHeight, this.height = height(output);
  }
  checkCursorPos() {
    let cursorPos = this.rl.getCursorPos();
    cursorPos.cols !== this.cursorPos.cols && (this.write(cursorTo(cursorPos.cols)), this.cursorPos = cursorPos);
  }
  done({ clearContent }) {
    this.rl.setPrompt("");
    let output = cursorDown(this.extraLinesUnderPrompt);
    output += clearContent ? eraseLines(this.height) : `
`, output += "\x1B[G", output += cursorShow, this.write(output), this.rl.close();
  }
};

// node_modules/@inquirer/core/dist/lib/create-prompt.js
import path from "node:path";
var nativeSetImmediate = globalThis.setImmediate, nativeClearImmediate = globalThis.clearImmediate;
function listenTo(target, event, listener) {
  return "on" in target ? (target.on(event, listener), () => target.removeListener(event, listener)) : (target.addEventListener(event, listener), () => target.removeEventListener(event, listener));
}
function getCallSites() {
  let savedPrepareStackTrace = Error.prepareStackTrace, result = [];
  try {
    Error.prepareStackTrace = (_, callSites) => {
      let callSitesWithoutCurrent = callSites.slice(1);
      return result = callSitesWithoutCurrent, callSitesWithoutCurrent;
    }, new Error().stack;
  } catch {
    return result;
  }
  return Error.prepareStackTrace = savedPrepareStackTrace, result;
}
function createPrompt(view) {
  let callSites = getCallSites();
  return (config, context = {}) => {
    let { input = process.stdin, signal } = context, cleanups = /* @__PURE__ */ new Set(), output = new import_mute_stream.default();
    output.pipe(context.output ?? process.stdout);
    let rl = readline2.createInterface({
      terminal: !0,
      input,
      output
    });
    output.mute();
    let screen = new ScreenManager(rl), { promise, resolve, reject } = withResolver();
    return withHooks(rl, (cycle) => {
      let clearEffects = AsyncResource3.bind(() => effectScheduler.clearAll()), settlePrompt = (settle) => {
        try {
          clearEffects(), settle();
        } catch (error) {
          reject(error);
        }
      }, resolvePrompt = (value) => settlePrompt(() => resolve(value)), rejectPrompt = (error) => settlePrompt(() => reject(error)), promptPromise = Object.assign(promise.finally(() => {
        cleanups.forEach((cleanup) => cleanup()), screen.done({ clearContent: !!context.clearPromptOnDone }), output.end();
      }).then(() => promise), { cancel: () => rejectPrompt(new CancelPromptError()) });
      if (signal) {
        let abort = () => rejectPrompt(new AbortPromptError({ cause: signal.reason }));
        if (signal.aborted)
          return abort(), promptPromise;
        cleanups.add(listenTo(signal, "abort", abort));
      }
      cleanups.add(onExit((code, signal2) => {
        rejectPrompt(new ExitPromptError(`User force closed the prompt with ${code} ${signal2}`));
      })), cleanups.add(listenTo(rl, "SIGINT", () => rejectPrompt(new ExitPromptError("User force closed the prompt with SIGINT")))), cleanups.add(listenTo(rl, "close", clearEffects));
      let startCycle = () => {
        cleanups.add(listenTo(rl.input, "keypress", () => screen.checkCursorPos()));
        let pendingDone = null;
        cycle(() => {
          let effectsSettled = !1;
          try {
            let nextView = view(config, (value) => {
              effectsSettled ? resolvePrompt(value) : pendingDone = { value };
            });
            if (nextView === void 0) {
              let callerFilename = callSites[1]?.getFileName();
              throw callerFilename && !callerFilename.startsWith("file://") && (callerFilename = path.resolve(callerFilename)), new Error(`Prompt functions must return a string.
    at ${callerFilename}`);
            }
            let [content, bottomContent] = typeof nextView == "string" ? [nextView] : nextView;
            screen.render(content, bottomContent), effectScheduler.run();
          } catch (error) {
            rejectPrompt(error);
          }
          if (effectsSettled = !0, pendingDone !== null) {
            let { value } = pendingDone;
            pendingDone = null, resolvePrompt(value);
          }
        });
      };
      if ("readableFlowing" in input && input.isTTY) {
        let immediate = nativeSetImmediate(startCycle);
        cleanups.add(() => nativeClearImmediate(immediate));
      } else
        startCycle();
      return promptPromise;
    });
  };
}

// node_modules/@inquirer/confirm/dist/index.js
import { styleText as styleText2 } from "node:util";
var confirmTheme = {
  keywords: {
    yes: "Yes",
    no: "No",
    error: ({ yes, no }) => `You must answer with "${yes}" or "${no}"`
  },
  style: {
    confirmDefault: (text) => {
      let first = text[0] ?? "";
      return first.toLowerCase() === first.toUpperCase() ? styleText2("cyan", text) : first.toUpperCase() + text.slice(1);
    }
  }
}, dist_default4 = createPrompt((config, done) => {
  let [status, setStatus] = useState("idle"), [value, setValue] = useState(""), [errorMsg, setError] = useState(), theme = makeTheme(confirmTheme, config.theme), prefix = usePrefix({ status, theme }), { yes, no } = theme.keywords, yesHint = (yes[0] ?? "").toLowerCase(), noHint = (no[0] ?? "").toLowerCase(), hint = config.default === !1 ? `${yesHint}/${theme.style.confirmDefault(noHint)}` : `${theme.style.confirmDefault(yesHint)}/${noHint}`;
  function boolToString(value2) {
    return value2 ? yes : no;
  }
  let { transformer = boolToString } = config;
  function getBooleanValue(value2) {
    let v = value2.trim().toLowerCase();
    if (v === "")
      return config.default !== !1;
    if (yes.toLowerCase().startsWith(v))
      return !0;
    if (no.toLowerCase().startsWith(v))
      return !1;
    if ("yes".startsWith(v))
      return !0;
    if ("no".startsWith(v))
      return !1;
  }
  useKeypress((key, rl) => {
    if (status === "idle")
      if (isEnterKey(key)) {
        let answer = getBooleanValue(value);
        if (answer === void 0) {
          rl.write(value), setError(theme.keywords.error({ yes, no }));
          return;
        }
        setValue(transformer(answer)), setStatus("done"), done(answer);
      } else if (isTabKey(key)) {
        let answer = boolToString(!(getBooleanValue(value) ?? config.default !== !1));
        rl.clearLine(0), rl.write(answer), setValue(answer);
      } else
        setValue(rl.line), setError(void 0);
  });
  let formattedValue = value, defaultValue = "";
  status === "done" ? formattedValue = theme.style.answer(value) : defaultValue = ` ${theme.style.defaultAnswer(hint)}`;
  let message = theme.style.message(config.message, status), error = "";
  return errorMsg && (error = theme.style.error(errorMsg)), [`${prefix} ${message}${defaultValue} ${formattedValue}`, error];
});

// node_modules/@inquirer/input/dist/index.js
var inputTheme = {
  validationFailureMode: "keep"
}, dist_default5 = createPrompt((config, done) => {
  let { prefill = "tab" } = config, theme = makeTheme(inputTheme, config.theme), [status, setStatus] = useState("idle"), [defaultValue, setDefaultValue] = useState(String(config.default ?? "")), [errorMsg, setError] = useState(), [value, setValue] = useState(""), prefix = usePrefix({ status, theme });
  async function validate(value2) {
    let { required, pattern, patternError = "Invalid input" } = config;
    return required && !value2 ? "You must provide a value" : pattern && !pattern.test(value2) ? patternError : typeof config.validate == "function" ? await config.validate(value2) || "You must provide a valid value" : !0;
  }
  useKeypress(async (key, rl) => {
    if (status === "idle")
      if (isEnterKey(key)) {
        let answer = value || defaultValue;
        setStatus("loading");
        let isValid = await validate(answer);
        isValid === !0 ? (setValue(answer), setStatus("done"), done(answer)) : (theme.validationFailureMode === "clear" ? setValue("") : rl.write(value), setError(isValid), setStatus("idle"));
      } else isBackspaceKey(key) && !value ? setDefaultValue("") : isTabKey(key) && !value ? (setDefaultValue(""), rl.clearLine(0), rl.write(defaultValue), setValue(defaultValue)) : (setValue(rl.line), setError(void 0));
  }), useEffect((rl) => {
    prefill === "editable" && defaultValue && (rl.write(defaultValue), setValue(defaultValue));
  }, []);
  let message = theme.style.message(config.message, status), formattedValue = value;
  typeof config.transformer == "function" ? formattedValue = config.transformer(value, { isFinal: status === "done" }) : status === "done" && (formattedValue = theme.style.answer(value));
  let defaultStr;
  defaultValue && status !== "done" && !value && (defaultStr = theme.style.defaultAnswer(defaultValue));
  let error = "";
  return errorMsg && (error = theme.style.error(errorMsg)), [
    [prefix, message, defaultStr, formattedValue].filter((v) => v !== void 0).join(" "),
    error
  ];
});

// node_modules/@inquirer/password/dist/index.js
import { styleText as styleText3 } from "node:util";
var passwordTheme = {
  style: {
    maskedText: "[input is masked]",
    keysHelpTip: (keys) => keys.map(([key, action]) => `${styleText3("bold", key)} ${styleText3("dim", action)}`).join(styleText3("dim", " • "))
  }
}, dist_default6 = createPrompt((config, done) => {
  let { toggleMask = !0, validate = () => !0 } = config, theme = makeTheme(passwordTheme, config.theme), [status, setStatus] = useState("idle"), [errorMsg, setError] = useState(), [value, setValue] = useState(""), [revealed, setRevealed] = useState(!1), prefix = usePrefix({ status, theme });
  useKeypress(async (key, rl) => {
    if (status === "idle")
      if (isEnterKey(key)) {
        let answer = value;
        setStatus("loading");
        let isValid = await validate(answer);
        isValid === !0 ? (setValue(answer), setStatus("done"), done(answer)) : (rl.write(value), setError(isValid || "You must provide a valid value"), setStatus("idle"));
      } else toggleMask && key.ctrl && key.name === "t" ? setRevealed((prev) => !prev) : (setValue(rl.line), setError(void 0));
  });
  let message = theme.style.message(config.message, status), showPlaintext = toggleMask && revealed && status === "idle", formattedValue = "";
  showPlaintext ? formattedValue = value : config.mask ? formattedValue = (typeof config.mask == "string" ? config.mask : "*").repeat(value.length) : status !== "done" && (formattedValue = theme.style.help(theme.style.maskedText)), status === "done" ? formattedValue = theme.style.answer(formattedValue) : config.mask || (formattedValue += cursorHide);
  let content = [prefix, message, formattedValue].join(" "), bottomContent = [
    errorMsg ? theme.style.error(errorMsg) : "",
    toggleMask && status === "idle" ? theme.style.keysHelpTip([["ctrl+t", "toggle visibility"]]) : ""
  ].filter(Boolean).join(`
`);
  return [content, bottomContent];
});
export {
  dist_default4 as confirm,
  dist_default5 as input,
  dist_default6 as password
};
