import {
  Header
} from "./chunk-YNPEI3KN.js";
import {
  parsePrivateHalf
} from "./chunk-Y2FCZTTI.js";
import {
  ToolError,
  agreeing,
  errorCode,
  fileDamage,
  firstOf,
  isObject,
  keyType,
  keyWithPrivateHalf,
  parseJson,
  usableKey,
  utf8WithoutMark
} from "./chunk-VNGMR44M.js";

// src/keys/archive/unpack-archive.ts
import { gunzip } from "node:zlib";

// node_modules/tar/dist/esm/parse.js
import { EventEmitter as EE } from "events";

// node_modules/minizlib/dist/esm/index.js
import assert from "assert";
import { Buffer as Buffer2 } from "buffer";

// node_modules/minipass/dist/esm/index.js
import { EventEmitter } from "node:events";
import Stream from "node:stream";
import { StringDecoder } from "node:string_decoder";
var proc = typeof process == "object" && process ? process : {
  stdout: null,
  stderr: null
}, isStream = (s) => !!s && typeof s == "object" && (s instanceof Minipass || s instanceof Stream || isReadable(s) || isWritable(s)), isReadable = (s) => !!s && typeof s == "object" && s instanceof EventEmitter && typeof s.pipe == "function" && // node core Writable streams have a pipe() method, but it throws
s.pipe !== Stream.Writable.prototype.pipe, isWritable = (s) => !!s && typeof s == "object" && s instanceof EventEmitter && typeof s.write == "function" && typeof s.end == "function", EOF = /* @__PURE__ */ Symbol("EOF"), MAYBE_EMIT_END = /* @__PURE__ */ Symbol("maybeEmitEnd"), EMITTED_END = /* @__PURE__ */ Symbol("emittedEnd"), EMITTING_END = /* @__PURE__ */ Symbol("emittingEnd"), EMITTED_ERROR = /* @__PURE__ */ Symbol("emittedError"), CLOSED = /* @__PURE__ */ Symbol("closed"), READ = /* @__PURE__ */ Symbol("read"), FLUSH = /* @__PURE__ */ Symbol("flush"), FLUSHCHUNK = /* @__PURE__ */ Symbol("flushChunk"), ENCODING = /* @__PURE__ */ Symbol("encoding"), DECODER = /* @__PURE__ */ Symbol("decoder"), FLOWING = /* @__PURE__ */ Symbol("flowing"), PAUSED = /* @__PURE__ */ Symbol("paused"), RESUME = /* @__PURE__ */ Symbol("resume"), BUFFER = /* @__PURE__ */ Symbol("buffer"), PIPES = /* @__PURE__ */ Symbol("pipes"), BUFFERLENGTH = /* @__PURE__ */ Symbol("bufferLength"), BUFFERPUSH = /* @__PURE__ */ Symbol("bufferPush"), BUFFERSHIFT = /* @__PURE__ */ Symbol("bufferShift"), OBJECTMODE = /* @__PURE__ */ Symbol("objectMode"), DESTROYED = /* @__PURE__ */ Symbol("destroyed"), ERROR = /* @__PURE__ */ Symbol("error"), EMITDATA = /* @__PURE__ */ Symbol("emitData"), EMITEND = /* @__PURE__ */ Symbol("emitEnd"), EMITEND2 = /* @__PURE__ */ Symbol("emitEnd2"), ASYNC = /* @__PURE__ */ Symbol("async"), ABORT = /* @__PURE__ */ Symbol("abort"), ABORTED = /* @__PURE__ */ Symbol("aborted"), SIGNAL = /* @__PURE__ */ Symbol("signal"), DATALISTENERS = /* @__PURE__ */ Symbol("dataListeners"), DISCARDED = /* @__PURE__ */ Symbol("discarded"), defer = (fn) => Promise.resolve().then(fn), nodefer = (fn) => fn(), isEndish = (ev) => ev === "end" || ev === "finish" || ev === "prefinish", isArrayBufferLike = (b) => b instanceof ArrayBuffer || !!b && typeof b == "object" && b.constructor && b.constructor.name === "ArrayBuffer" && b.byteLength >= 0, isArrayBufferView = (b) => !Buffer.isBuffer(b) && ArrayBuffer.isView(b), Pipe = class {
  src;
  dest;
  opts;
  ondrain;
  constructor(src, dest, opts) {
    this.src = src, this.dest = dest, this.opts = opts, this.ondrain = () => src[RESUME](), this.dest.on("drain", this.ondrain);
  }
  unpipe() {
    this.dest.removeListener("drain", this.ondrain);
  }
  // only here for the prototype
  /* c8 ignore start */
  proxyErrors(_er) {
  }
  /* c8 ignore stop */
  end() {
    this.unpipe(), this.opts.end && this.dest.end();
  }
}, PipeProxyErrors = class extends Pipe {
  unpipe() {
    this.src.removeListener("error", this.proxyErrors), super.unpipe();
  }
  constructor(src, dest, opts) {
    super(src, dest, opts), this.proxyErrors = (er) => this.dest.emit("error", er), src.on("error", this.proxyErrors);
  }
}, isObjectModeOptions = (o) => !!o.objectMode, isEncodingOptions = (o) => !o.objectMode && !!o.encoding && o.encoding !== "buffer", Minipass = class extends EventEmitter {
  [FLOWING] = !1;
  [PAUSED] = !1;
  [PIPES] = [];
  [BUFFER] = [];
  [OBJECTMODE];
  [ENCODING];
  [ASYNC];
  [DECODER];
  [EOF] = !1;
  [EMITTED_END] = !1;
  [EMITTING_END] = !1;
  [CLOSED] = !1;
  [EMITTED_ERROR] = null;
  [BUFFERLENGTH] = 0;
  [DESTROYED] = !1;
  [SIGNAL];
  [ABORTED] = !1;
  [DATALISTENERS] = 0;
  [DISCARDED] = !1;
  /**
   * true if the stream can be written
   */
  writable = !0;
  /**
   * true if the stream can be read
   */
  readable = !0;
  /**
   * If `RType` is Buffer, then options do not need to be provided.
   * Otherwise, an options object must be provided to specify either
   * {@link Minipass.SharedOptions.objectMode} or
   * {@link Minipass.SharedOptions.encoding}, as appropriate.
   */
  constructor(...args) {
    let options = args[0] || {};
    if (super(), options.objectMode && typeof options.encoding == "string")
      throw new TypeError("Encoding and objectMode may not be used together");
    isObjectModeOptions(options) ? (this[OBJECTMODE] = !0, this[ENCODING] = null) : isEncodingOptions(options) ? (this[ENCODING] = options.encoding, this[OBJECTMODE] = !1) : (this[OBJECTMODE] = !1, this[ENCODING] = null), this[ASYNC] = !!options.async, this[DECODER] = this[ENCODING] ? new StringDecoder(this[ENCODING]) : null, options && options.debugExposeBuffer === !0 && Object.defineProperty(this, "buffer", { get: () => this[BUFFER] }), options && options.debugExposePipes === !0 && Object.defineProperty(this, "pipes", { get: () => this[PIPES] });
    let { signal } = options;
    signal && (this[SIGNAL] = signal, signal.aborted ? this[ABORT]() : signal.addEventListener("abort", () => this[ABORT]()));
  }
  /**
   * The amount of data stored in the buffer waiting to be read.
   *
   * For Buffer strings, this will be the total byte length.
   * For string encoding streams, this will be the string character length,
   * according to JavaScript's `string.length` logic.
   * For objectMode streams, this is a count of the items waiting to be
   * emitted.
   */
  get bufferLength() {
    return this[BUFFERLENGTH];
  }
  /**
   * The `BufferEncoding` currently in use, or `null`
   */
  get encoding() {
    return this[ENCODING];
  }
  /**
   * @deprecated - This is a read only property
   */
  set encoding(_enc) {
    throw new Error("Encoding must be set at instantiation time");
  }
  /**
   * @deprecated - Encoding may only be set at instantiation time
   */
  setEncoding(_enc) {
    throw new Error("Encoding must be set at instantiation time");
  }
  /**
   * True if this is an objectMode stream
   */
  get objectMode() {
    return this[OBJECTMODE];
  }
  /**
   * @deprecated - This is a read-only property
   */
  set objectMode(_om) {
    throw new Error("objectMode must be set at instantiation time");
  }
  /**
   * true if this is an async stream
   */
  get async() {
    return this[ASYNC];
  }
  /**
   * Set to true to make this stream async.
   *
   * Once set, it cannot be unset, as this would potentially cause incorrect
   * behavior.  Ie, a sync stream can be made async, but an async stream
   * cannot be safely made sync.
   */
  set async(a) {
    this[ASYNC] = this[ASYNC] || !!a;
  }
  // drop everything and get out of the flow completely
  [ABORT]() {
    this[ABORTED] = !0, this.emit("abort", this[SIGNAL]?.reason), this.destroy(this[SIGNAL]?.reason);
  }
  /**
   * True if the stream has been aborted.
   */
  get aborted() {
    return this[ABORTED];
  }
  /**
   * No-op setter. Stream aborted status is set via the AbortSignal provided
   * in the constructor options.
   */
  set aborted(_) {
  }
  write(chunk, encoding, cb) {
    if (this[ABORTED])
      return !1;
    if (this[EOF])
      throw new Error("write after end");
    if (this[DESTROYED])
      return this.emit("error", Object.assign(new Error("Cannot call write after a stream was destroyed"), { code: "ERR_STREAM_DESTROYED" })), !0;
    typeof encoding == "function" && (cb = encoding, encoding = "utf8"), encoding || (encoding = "utf8");
    let fn = this[ASYNC] ? defer : nodefer;
    if (!this[OBJECTMODE] && !Buffer.isBuffer(chunk)) {
      if (isArrayBufferView(chunk))
        chunk = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
      else if (isArrayBufferLike(chunk))
        chunk = Buffer.from(chunk);
      else if (typeof chunk != "string")
        throw new Error("Non-contiguous data written to non-objectMode stream");
    }
    return this[OBJECTMODE] ? (this[FLOWING] && this[BUFFERLENGTH] !== 0 && this[FLUSH](!0), this[FLOWING] ? this.emit("data", chunk) : this[BUFFERPUSH](chunk), this[BUFFERLENGTH] !== 0 && this.emit("readable"), cb && fn(cb), this[FLOWING]) : chunk.length ? (typeof chunk == "string" && // unless it is a string already ready for us to use
    !(encoding === this[ENCODING] && !this[DECODER]?.lastNeed) && (chunk = Buffer.from(chunk, encoding)), Buffer.isBuffer(chunk) && this[ENCODING] && (chunk = this[DECODER].write(chunk)), this[FLOWING] && this[BUFFERLENGTH] !== 0 && this[FLUSH](!0), this[FLOWING] ? this.emit("data", chunk) : this[BUFFERPUSH](chunk), this[BUFFERLENGTH] !== 0 && this.emit("readable"), cb && fn(cb), this[FLOWING]) : (this[BUFFERLENGTH] !== 0 && this.emit("readable"), cb && fn(cb), this[FLOWING]);
  }
  /**
   * Low-level explicit read method.
   *
   * In objectMode, the argument is ignored, and one item is returned if
   * available.
   *
   * `n` is the number of bytes (or in the case of encoding streams,
   * characters) to consume. If `n` is not provided, then the entire buffer
   * is returned, or `null` is returned if no data is available.
   *
   * If `n` is greater that the amount of data in the internal buffer,
   * then `null` is returned.
   */
  read(n) {
    if (this[DESTROYED])
      return null;
    if (this[DISCARDED] = !1, this[BUFFERLENGTH] === 0 || n === 0 || n && n > this[BUFFERLENGTH])
      return this[MAYBE_EMIT_END](), null;
    this[OBJECTMODE] && (n = null), this[BUFFER].length > 1 && !this[OBJECTMODE] && (this[BUFFER] = [
      this[ENCODING] ? this[BUFFER].join("") : Buffer.concat(this[BUFFER], this[BUFFERLENGTH])
    ]);
    let ret = this[READ](n || null, this[BUFFER][0]);
    return this[MAYBE_EMIT_END](), ret;
  }
  [READ](n, chunk) {
    if (this[OBJECTMODE])
      this[BUFFERSHIFT]();
    else {
      let c = chunk;
      n === c.length || n === null ? this[BUFFERSHIFT]() : typeof c == "string" ? (this[BUFFER][0] = c.slice(n), chunk = c.slice(0, n), this[BUFFERLENGTH] -= n) : (this[BUFFER][0] = c.subarray(n), chunk = c.subarray(0, n), this[BUFFERLENGTH] -= n);
    }
    return this.emit("data", chunk), !this[BUFFER].length && !this[EOF] && this.emit("drain"), chunk;
  }
  end(chunk, encoding, cb) {
    return typeof chunk == "function" && (cb = chunk, chunk = void 0), typeof encoding == "function" && (cb = encoding, encoding = "utf8"), chunk !== void 0 && this.write(chunk, encoding), cb && this.once("end", cb), this[EOF] = !0, this.writable = !1, (this[FLOWING] || !this[PAUSED]) && this[MAYBE_EMIT_END](), this;
  }
  // don't let the internal resume be overwritten
  [RESUME]() {
    this[DESTROYED] || (!this[DATALISTENERS] && !this[PIPES].length && (this[DISCARDED] = !0), this[PAUSED] = !1, this[FLOWING] = !0, this.emit("resume"), this[BUFFER].length ? this[FLUSH]() : this[EOF] ? this[MAYBE_EMIT_END]() : this.emit("drain"));
  }
  /**
   * Resume the stream if it is currently in a paused state
   *
   * If called when there are no pipe destinations or `data` event listeners,
   * this will place the stream in a "discarded" state, where all data will
   * be thrown away. The discarded state is removed if a pipe destination or
   * data handler is added, if pause() is called, or if any synchronous or
   * asynchronous iteration is started.
   */
  resume() {
    return this[RESUME]();
  }
  /**
   * Pause the stream
   */
  pause() {
    this[FLOWING] = !1, this[PAUSED] = !0, this[DISCARDED] = !1;
  }
  /**
   * true if the stream has been forcibly destroyed
   */
  get destroyed() {
    return this[DESTROYED];
  }
  /**
   * true if the stream is currently in a flowing state, meaning that
   * any writes will be immediately emitted.
   */
  get flowing() {
    return this[FLOWING];
  }
  /**
   * true if the stream is currently in a paused state
   */
  get paused() {
    return this[PAUSED];
  }
  [BUFFERPUSH](chunk) {
    this[OBJECTMODE] ? this[BUFFERLENGTH] += 1 : this[BUFFERLENGTH] += chunk.length, this[BUFFER].push(chunk);
  }
  [BUFFERSHIFT]() {
    return this[OBJECTMODE] ? this[BUFFERLENGTH] -= 1 : this[BUFFERLENGTH] -= this[BUFFER][0].length, this[BUFFER].shift();
  }
  [FLUSH](noDrain = !1) {
    do
      ;
    while (this[FLUSHCHUNK](this[BUFFERSHIFT]()) && this[BUFFER].length);
    !noDrain && !this[BUFFER].length && !this[EOF] && this.emit("drain");
  }
  [FLUSHCHUNK](chunk) {
    return this.emit("data", chunk), this[FLOWING];
  }
  /**
   * Pipe all data emitted by this stream into the destination provided.
   *
   * Triggers the flow of data.
   */
  pipe(dest, opts) {
    if (this[DESTROYED])
      return dest;
    this[DISCARDED] = !1;
    let ended = this[EMITTED_END];
    return opts = opts || {}, dest === proc.stdout || dest === proc.stderr ? opts.end = !1 : opts.end = opts.end !== !1, opts.proxyErrors = !!opts.proxyErrors, ended ? opts.end && dest.end() : (this[PIPES].push(opts.proxyErrors ? new PipeProxyErrors(this, dest, opts) : new Pipe(this, dest, opts)), this[ASYNC] ? defer(() => this[RESUME]()) : this[RESUME]()), dest;
  }
  /**
   * Fully unhook a piped destination stream.
   *
   * If the destination stream was the only consumer of this stream (ie,
   * there are no other piped destinations or `'data'` event listeners)
   * then the flow of data will stop until there is another consumer or
   * {@link Minipass#resume} is explicitly called.
   */
  unpipe(dest) {
    let p = this[PIPES].find((p2) => p2.dest === dest);
    p && (this[PIPES].length === 1 ? (this[FLOWING] && this[DATALISTENERS] === 0 && (this[FLOWING] = !1), this[PIPES] = []) : this[PIPES].splice(this[PIPES].indexOf(p), 1), p.unpipe());
  }
  /**
   * Alias for {@link Minipass#on}
   */
  addListener(ev, handler) {
    return this.on(ev, handler);
  }
  /**
   * Mostly identical to `EventEmitter.on`, with the following
   * behavior differences to prevent data loss and unnecessary hangs:
   *
   * - Adding a 'data' event handler will trigger the flow of data
   *
   * - Adding a 'readable' event handler when there is data waiting to be read
   *   will cause 'readable' to be emitted immediately.
   *
   * - Adding an 'endish' event handler ('end', 'finish', etc.) which has
   *   already passed will cause the event to be emitted immediately and all
   *   handlers removed.
   *
   * - Adding an 'error' event handler after an error has been emitted will
   *   cause the event to be re-emitted immediately with the error previously
   *   raised.
   */
  on(ev, handler) {
    let ret = super.on(ev, handler);
    if (ev === "data")
      this[DISCARDED] = !1, this[DATALISTENERS]++, !this[PIPES].length && !this[FLOWING] && this[RESUME]();
    else if (ev === "readable" && this[BUFFERLENGTH] !== 0)
      super.emit("readable");
    else if (isEndish(ev) && this[EMITTED_END])
      super.emit(ev), this.removeAllListeners(ev);
    else if (ev === "error" && this[EMITTED_ERROR]) {
      let h = handler;
      this[ASYNC] ? defer(() => h.call(this, this[EMITTED_ERROR])) : h.call(this, this[EMITTED_ERROR]);
    }
    return ret;
  }
  /**
   * Alias for {@link Minipass#off}
   */
  removeListener(ev, handler) {
    return this.off(ev, handler);
  }
  /**
   * Mostly identical to `EventEmitter.off`
   *
   * If a 'data' event handler is removed, and it was the last consumer
   * (ie, there are no pipe destinations or other 'data' event listeners),
   * then the flow of data will stop until there is another consumer or
   * {@link Minipass#resume} is explicitly called.
   */
  off(ev, handler) {
    let ret = super.off(ev, handler);
    return ev === "data" && (this[DATALISTENERS] = this.listeners("data").length, this[DATALISTENERS] === 0 && !this[DISCARDED] && !this[PIPES].length && (this[FLOWING] = !1)), ret;
  }
  /**
   * Mostly identical to `EventEmitter.removeAllListeners`
   *
   * If all 'data' event handlers are removed, and they were the last consumer
   * (ie, there are no pipe destinations), then the flow of data will stop
   * until there is another consumer or {@link Minipass#resume} is explicitly
   * called.
   */
  removeAllListeners(ev) {
    let ret = super.removeAllListeners(ev);
    return (ev === "data" || ev === void 0) && (this[DATALISTENERS] = 0, !this[DISCARDED] && !this[PIPES].length && (this[FLOWING] = !1)), ret;
  }
  /**
   * true if the 'end' event has been emitted
   */
  get emittedEnd() {
    return this[EMITTED_END];
  }
  [MAYBE_EMIT_END]() {
    !this[EMITTING_END] && !this[EMITTED_END] && !this[DESTROYED] && this[BUFFER].length === 0 && this[EOF] && (this[EMITTING_END] = !0, this.emit("end"), this.emit("prefinish"), this.emit("finish"), this[CLOSED] && this.emit("close"), this[EMITTING_END] = !1);
  }
  /**
   * Mostly identical to `EventEmitter.emit`, with the following
   * behavior differences to prevent data loss and unnecessary hangs:
   *
   * If the stream has been destroyed, and the event is something other
   * than 'close' or 'error', then `false` is returned and no handlers
   * are called.
   *
   * If the event is 'end', and has already been emitted, then the event
   * is ignored. If the stream is in a paused or non-flowing state, then
   * the event will be deferred until data flow resumes. If the stream is
   * async, then handlers will be called on the next tick rather than
   * immediately.
   *
   * If the event is 'close', and 'end' has not yet been emitted, then
   * the event will be deferred until after 'end' is emitted.
   *
   * If the event is 'error', and an AbortSignal was provided for the stream,
   * and there are no listeners, then the event is ignored, matching the
   * behavior of node core streams in the presense of an AbortSignal.
   *
   * If the event is 'finish' or 'prefinish', then all listeners will be
   * removed after emitting the event, to prevent double-firing.
   */
  emit(ev, ...args) {
    let data = args[0];
    if (ev !== "error" && ev !== "close" && ev !== DESTROYED && this[DESTROYED])
      return !1;
    if (ev === "data")
      return !this[OBJECTMODE] && !data ? !1 : this[ASYNC] ? (defer(() => this[EMITDATA](data)), !0) : this[EMITDATA](data);
    if (ev === "end")
      return this[EMITEND]();
    if (ev === "close") {
      if (this[CLOSED] = !0, !this[EMITTED_END] && !this[DESTROYED])
        return !1;
      let ret2 = super.emit("close");
      return this.removeAllListeners("close"), ret2;
    } else if (ev === "error") {
      this[EMITTED_ERROR] = data, super.emit(ERROR, data);
      let ret2 = !this[SIGNAL] || this.listeners("error").length ? super.emit("error", data) : !1;
      return this[MAYBE_EMIT_END](), ret2;
    } else if (ev === "resume") {
      let ret2 = super.emit("resume");
      return this[MAYBE_EMIT_END](), ret2;
    } else if (ev === "finish" || ev === "prefinish") {
      let ret2 = super.emit(ev);
      return this.removeAllListeners(ev), ret2;
    }
    let ret = super.emit(ev, ...args);
    return this[MAYBE_EMIT_END](), ret;
  }
  [EMITDATA](data) {
    for (let p of this[PIPES])
      p.dest.write(data) === !1 && this.pause();
    let ret = this[DISCARDED] ? !1 : super.emit("data", data);
    return this[MAYBE_EMIT_END](), ret;
  }
  [EMITEND]() {
    return this[EMITTED_END] ? !1 : (this[EMITTED_END] = !0, this.readable = !1, this[ASYNC] ? (defer(() => this[EMITEND2]()), !0) : this[EMITEND2]());
  }
  [EMITEND2]() {
    if (this[DECODER]) {
      let data = this[DECODER].end();
      if (data) {
        for (let p of this[PIPES])
          p.dest.write(data);
        this[DISCARDED] || super.emit("data", data);
      }
    }
    for (let p of this[PIPES])
      p.end();
    let ret = super.emit("end");
    return this.removeAllListeners("end"), ret;
  }
  /**
   * Return a Promise that resolves to an array of all emitted data once
   * the stream ends.
   */
  async collect() {
    let buf = Object.assign([], {
      dataLength: 0
    });
    this[OBJECTMODE] || (buf.dataLength = 0);
    let p = this.promise();
    return this.on("data", (c) => {
      buf.push(c), this[OBJECTMODE] || (buf.dataLength += c.length);
    }), await p, buf;
  }
  /**
   * Return a Promise that resolves to the concatenation of all emitted data
   * once the stream ends.
   *
   * Not allowed on objectMode streams.
   */
  async concat() {
    if (this[OBJECTMODE])
      throw new Error("cannot concat in objectMode");
    let buf = await this.collect();
    return this[ENCODING] ? buf.join("") : Buffer.concat(buf, buf.dataLength);
  }
  /**
   * Return a void Promise that resolves once the stream ends.
   */
  async promise() {
    return new Promise((resolve, reject) => {
      this.on(DESTROYED, () => reject(new Error("stream destroyed"))), this.on("error", (er) => reject(er)), this.on("end", () => resolve());
    });
  }
  /**
   * Asynchronous `for await of` iteration.
   *
   * This will continue emitting all chunks until the stream terminates.
   */
  [Symbol.asyncIterator]() {
    this[DISCARDED] = !1;
    let stopped = !1, stop = async () => (this.pause(), stopped = !0, { value: void 0, done: !0 });
    return {
      next: () => {
        if (stopped)
          return stop();
        let res = this.read();
        if (res !== null)
          return Promise.resolve({ done: !1, value: res });
        if (this[EOF])
          return stop();
        let resolve, reject, onerr = (er) => {
          this.off("data", ondata), this.off("end", onend), this.off(DESTROYED, ondestroy), stop(), reject(er);
        }, ondata = (value) => {
          this.off("error", onerr), this.off("end", onend), this.off(DESTROYED, ondestroy), this.pause(), resolve({ value, done: !!this[EOF] });
        }, onend = () => {
          this.off("error", onerr), this.off("data", ondata), this.off(DESTROYED, ondestroy), stop(), resolve({ done: !0, value: void 0 });
        }, ondestroy = () => onerr(new Error("stream destroyed"));
        return new Promise((res2, rej) => {
          reject = rej, resolve = res2, this.once(DESTROYED, ondestroy), this.once("error", onerr), this.once("end", onend), this.once("data", ondata);
        });
      },
      throw: stop,
      return: stop,
      [Symbol.asyncIterator]() {
        return this;
      },
      [Symbol.asyncDispose]: async () => {
      }
    };
  }
  /**
   * Synchronous `for of` iteration.
   *
   * The iteration will terminate when the internal buffer runs out, even
   * if the stream has not yet terminated.
   */
  [Symbol.iterator]() {
    this[DISCARDED] = !1;
    let stopped = !1, stop = () => (this.pause(), this.off(ERROR, stop), this.off(DESTROYED, stop), this.off("end", stop), stopped = !0, { done: !0, value: void 0 }), next = () => {
      if (stopped)
        return stop();
      let value = this.read();
      return value === null ? stop() : { done: !1, value };
    };
    return this.once("end", stop), this.once(ERROR, stop), this.once(DESTROYED, stop), {
      next,
      throw: stop,
      return: stop,
      [Symbol.iterator]() {
        return this;
      },
      [Symbol.dispose]: () => {
      }
    };
  }
  /**
   * Destroy a stream, preventing it from being used for any further purpose.
   *
   * If the stream has a `close()` method, then it will be called on
   * destruction.
   *
   * After destruction, any attempt to write data, read data, or emit most
   * events will be ignored.
   *
   * If an error argument is provided, then it will be emitted in an
   * 'error' event.
   */
  destroy(er) {
    if (this[DESTROYED])
      return er ? this.emit("error", er) : this.emit(DESTROYED), this;
    this[DESTROYED] = !0, this[DISCARDED] = !0, this[BUFFER].length = 0, this[BUFFERLENGTH] = 0;
    let wc = this;
    return typeof wc.close == "function" && !this[CLOSED] && wc.close(), er ? this.emit("error", er) : this.emit(DESTROYED), this;
  }
  /**
   * Alias for {@link isStream}
   *
   * Former export location, maintained for backwards compatibility.
   *
   * @deprecated
   */
  static get isStream() {
    return isStream;
  }
};

// node_modules/minizlib/dist/esm/index.js
import * as realZlib2 from "zlib";

// node_modules/minizlib/dist/esm/constants.js
import realZlib from "zlib";
var realZlibConstants = realZlib.constants || { ZLIB_VERNUM: 4736 }, constants = Object.freeze(Object.assign(/* @__PURE__ */ Object.create(null), {
  Z_NO_FLUSH: 0,
  Z_PARTIAL_FLUSH: 1,
  Z_SYNC_FLUSH: 2,
  Z_FULL_FLUSH: 3,
  Z_FINISH: 4,
  Z_BLOCK: 5,
  Z_OK: 0,
  Z_STREAM_END: 1,
  Z_NEED_DICT: 2,
  Z_ERRNO: -1,
  Z_STREAM_ERROR: -2,
  Z_DATA_ERROR: -3,
  Z_MEM_ERROR: -4,
  Z_BUF_ERROR: -5,
  Z_VERSION_ERROR: -6,
  Z_NO_COMPRESSION: 0,
  Z_BEST_SPEED: 1,
  Z_BEST_COMPRESSION: 9,
  Z_DEFAULT_COMPRESSION: -1,
  Z_FILTERED: 1,
  Z_HUFFMAN_ONLY: 2,
  Z_RLE: 3,
  Z_FIXED: 4,
  Z_DEFAULT_STRATEGY: 0,
  DEFLATE: 1,
  INFLATE: 2,
  GZIP: 3,
  GUNZIP: 4,
  DEFLATERAW: 5,
  INFLATERAW: 6,
  UNZIP: 7,
  BROTLI_DECODE: 8,
  BROTLI_ENCODE: 9,
  Z_MIN_WINDOWBITS: 8,
  Z_MAX_WINDOWBITS: 15,
  Z_DEFAULT_WINDOWBITS: 15,
  Z_MIN_CHUNK: 64,
  Z_MAX_CHUNK: 1 / 0,
  Z_DEFAULT_CHUNK: 16384,
  Z_MIN_MEMLEVEL: 1,
  Z_MAX_MEMLEVEL: 9,
  Z_DEFAULT_MEMLEVEL: 8,
  Z_MIN_LEVEL: -1,
  Z_MAX_LEVEL: 9,
  Z_DEFAULT_LEVEL: -1,
  BROTLI_OPERATION_PROCESS: 0,
  BROTLI_OPERATION_FLUSH: 1,
  BROTLI_OPERATION_FINISH: 2,
  BROTLI_OPERATION_EMIT_METADATA: 3,
  BROTLI_MODE_GENERIC: 0,
  BROTLI_MODE_TEXT: 1,
  BROTLI_MODE_FONT: 2,
  BROTLI_DEFAULT_MODE: 0,
  BROTLI_MIN_QUALITY: 0,
  BROTLI_MAX_QUALITY: 11,
  BROTLI_DEFAULT_QUALITY: 11,
  BROTLI_MIN_WINDOW_BITS: 10,
  BROTLI_MAX_WINDOW_BITS: 24,
  BROTLI_LARGE_MAX_WINDOW_BITS: 30,
  BROTLI_DEFAULT_WINDOW: 22,
  BROTLI_MIN_INPUT_BLOCK_BITS: 16,
  BROTLI_MAX_INPUT_BLOCK_BITS: 24,
  BROTLI_PARAM_MODE: 0,
  BROTLI_PARAM_QUALITY: 1,
  BROTLI_PARAM_LGWIN: 2,
  BROTLI_PARAM_LGBLOCK: 3,
  BROTLI_PARAM_DISABLE_LITERAL_CONTEXT_MODELING: 4,
  BROTLI_PARAM_SIZE_HINT: 5,
  BROTLI_PARAM_LARGE_WINDOW: 6,
  BROTLI_PARAM_NPOSTFIX: 7,
  BROTLI_PARAM_NDIRECT: 8,
  BROTLI_DECODER_RESULT_ERROR: 0,
  BROTLI_DECODER_RESULT_SUCCESS: 1,
  BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT: 2,
  BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT: 3,
  BROTLI_DECODER_PARAM_DISABLE_RING_BUFFER_REALLOCATION: 0,
  BROTLI_DECODER_PARAM_LARGE_WINDOW: 1,
  BROTLI_DECODER_NO_ERROR: 0,
  BROTLI_DECODER_SUCCESS: 1,
  BROTLI_DECODER_NEEDS_MORE_INPUT: 2,
  BROTLI_DECODER_NEEDS_MORE_OUTPUT: 3,
  BROTLI_DECODER_ERROR_FORMAT_EXUBERANT_NIBBLE: -1,
  BROTLI_DECODER_ERROR_FORMAT_RESERVED: -2,
  BROTLI_DECODER_ERROR_FORMAT_EXUBERANT_META_NIBBLE: -3,
  BROTLI_DECODER_ERROR_FORMAT_SIMPLE_HUFFMAN_ALPHABET: -4,
  BROTLI_DECODER_ERROR_FORMAT_SIMPLE_HUFFMAN_SAME: -5,
  BROTLI_DECODER_ERROR_FORMAT_CL_SPACE: -6,
  BROTLI_DECODER_ERROR_FORMAT_HUFFMAN_SPACE: -7,
  BROTLI_DECODER_ERROR_FORMAT_CONTEXT_MAP_REPEAT: -8,
  BROTLI_DECODER_ERROR_FORMAT_BLOCK_LENGTH_1: -9,
  BROTLI_DECODER_ERROR_FORMAT_BLOCK_LENGTH_2: -10,
  BROTLI_DECODER_ERROR_FORMAT_TRANSFORM: -11,
  BROTLI_DECODER_ERROR_FORMAT_DICTIONARY: -12,
  BROTLI_DECODER_ERROR_FORMAT_WINDOW_BITS: -13,
  BROTLI_DECODER_ERROR_FORMAT_PADDING_1: -14,
  BROTLI_DECODER_ERROR_FORMAT_PADDING_2: -15,
  BROTLI_DECODER_ERROR_FORMAT_DISTANCE: -16,
  BROTLI_DECODER_ERROR_DICTIONARY_NOT_SET: -19,
  BROTLI_DECODER_ERROR_INVALID_ARGUMENTS: -20,
  BROTLI_DECODER_ERROR_ALLOC_CONTEXT_MODES: -21,
  BROTLI_DECODER_ERROR_ALLOC_TREE_GROUPS: -22,
  BROTLI_DECODER_ERROR_ALLOC_CONTEXT_MAP: -25,
  BROTLI_DECODER_ERROR_ALLOC_RING_BUFFER_1: -26,
  BROTLI_DECODER_ERROR_ALLOC_RING_BUFFER_2: -27,
  BROTLI_DECODER_ERROR_ALLOC_BLOCK_TYPE_TREES: -30,
  BROTLI_DECODER_ERROR_UNREACHABLE: -31
}, realZlibConstants));

// node_modules/minizlib/dist/esm/index.js
var OriginalBufferConcat = Buffer2.concat, desc = Object.getOwnPropertyDescriptor(Buffer2, "concat"), noop = (args) => args, passthroughBufferConcat = desc?.writable === !0 || desc?.set !== void 0 ? (makeNoOp) => {
  Buffer2.concat = makeNoOp ? noop : OriginalBufferConcat;
} : (_) => {
}, _superWrite = /* @__PURE__ */ Symbol("_superWrite"), ZlibError = class extends Error {
  code;
  errno;
  constructor(err, origin) {
    super("zlib: " + err.message, { cause: err }), this.code = err.code, this.errno = err.errno, this.code || (this.code = "ZLIB_ERROR"), this.message = "zlib: " + err.message, Error.captureStackTrace(this, origin ?? this.constructor);
  }
  get name() {
    return "ZlibError";
  }
}, _flushFlag = /* @__PURE__ */ Symbol("flushFlag"), ZlibBase = class extends Minipass {
  #sawError = !1;
  #ended = !1;
  #flushFlag;
  #finishFlushFlag;
  #fullFlushFlag;
  #handle;
  #onError;
  get sawError() {
    return this.#sawError;
  }
  get handle() {
    return this.#handle;
  }
  /* c8 ignore start */
  get flushFlag() {
    return this.#flushFlag;
  }
  /* c8 ignore stop */
  constructor(opts, mode) {
    if (!opts || typeof opts != "object")
      throw new TypeError("invalid options for ZlibBase constructor");
    if (super(opts), this.#flushFlag = opts.flush ?? 0, this.#finishFlushFlag = opts.finishFlush ?? 0, this.#fullFlushFlag = opts.fullFlushFlag ?? 0, typeof realZlib2[mode] != "function")
      throw new TypeError("Compression method not supported: " + mode);
    try {
      this.#handle = new realZlib2[mode](opts);
    } catch (er) {
      throw new ZlibError(er, this.constructor);
    }
    this.#onError = (err) => {
      this.#sawError || (this.#sawError = !0, this.close(), this.emit("error", err));
    }, this.#handle?.on("error", (er) => this.#onError(new ZlibError(er))), this.once("end", () => this.close);
  }
  close() {
    this.#handle && (this.#handle.close(), this.#handle = void 0, this.emit("close"));
  }
  reset() {
    if (!this.#sawError)
      return assert(this.#handle, "zlib binding closed"), this.#handle.reset?.();
  }
  flush(flushFlag) {
    this.ended || (typeof flushFlag != "number" && (flushFlag = this.#fullFlushFlag), this.write(Object.assign(Buffer2.alloc(0), { [_flushFlag]: flushFlag })));
  }
  end(chunk, encoding, cb) {
    return typeof chunk == "function" && (cb = chunk, encoding = void 0, chunk = void 0), typeof encoding == "function" && (cb = encoding, encoding = void 0), chunk && (encoding ? this.write(chunk, encoding) : this.write(chunk)), this.flush(this.#finishFlushFlag), this.#ended = !0, super.end(cb);
  }
  get ended() {
    return this.#ended;
  }
  // overridden in the gzip classes to do portable writes
  [_superWrite](data) {
    return super.write(data);
  }
  write(chunk, encoding, cb) {
    if (typeof encoding == "function" && (cb = encoding, encoding = "utf8"), typeof chunk == "string" && (chunk = Buffer2.from(chunk, encoding)), this.#sawError)
      return;
    assert(this.#handle, "zlib binding closed");
    let nativeHandle = this.#handle._handle, originalNativeClose = nativeHandle.close;
    nativeHandle.close = () => {
    };
    let originalClose = this.#handle.close;
    this.#handle.close = () => {
    }, passthroughBufferConcat(!0);
    let result;
    try {
      let flushFlag = typeof chunk[_flushFlag] == "number" ? chunk[_flushFlag] : this.#flushFlag;
      result = this.#handle._processChunk(chunk, flushFlag), passthroughBufferConcat(!1);
    } catch (err) {
      passthroughBufferConcat(!1), this.#onError(new ZlibError(err, this.write));
    } finally {
      this.#handle && (this.#handle._handle = nativeHandle, nativeHandle.close = originalNativeClose, this.#handle.close = originalClose, this.#handle.removeAllListeners("error"));
    }
    this.#handle && this.#handle.on("error", (er) => this.#onError(new ZlibError(er, this.write)));
    let writeReturn;
    if (result)
      if (Array.isArray(result) && result.length > 0) {
        let r = result[0];
        writeReturn = this[_superWrite](Buffer2.from(r));
        for (let i = 1; i < result.length; i++)
          writeReturn = this[_superWrite](result[i]);
      } else
        writeReturn = this[_superWrite](Buffer2.from(result));
    return cb && cb(), writeReturn;
  }
}, Zlib = class extends ZlibBase {
  #level;
  #strategy;
  constructor(opts, mode) {
    opts = opts || {}, opts.flush = opts.flush || constants.Z_NO_FLUSH, opts.finishFlush = opts.finishFlush || constants.Z_FINISH, opts.fullFlushFlag = constants.Z_FULL_FLUSH, super(opts, mode), this.#level = opts.level, this.#strategy = opts.strategy;
  }
  params(level, strategy) {
    if (!this.sawError) {
      if (!this.handle)
        throw new Error("cannot switch params when binding is closed");
      if (!this.handle.params)
        throw new Error("not supported in this implementation");
      if (this.#level !== level || this.#strategy !== strategy) {
        this.flush(constants.Z_SYNC_FLUSH), assert(this.handle, "zlib binding closed");
        let origFlush = this.handle.flush;
        this.handle.flush = (flushFlag, cb) => {
          typeof flushFlag == "function" && (cb = flushFlag, flushFlag = this.flushFlag), this.flush(flushFlag), cb?.();
        };
        try {
          this.handle.params(level, strategy);
        } finally {
          this.handle.flush = origFlush;
        }
        this.handle && (this.#level = level, this.#strategy = strategy);
      }
    }
  }
};
var Gzip = class extends Zlib {
  #portable;
  constructor(opts) {
    super(opts, "Gzip"), this.#portable = opts && !!opts.portable;
  }
  [_superWrite](data) {
    return this.#portable ? (this.#portable = !1, data[9] = 255, super[_superWrite](data)) : super[_superWrite](data);
  }
};
var Unzip = class extends Zlib {
  constructor(opts) {
    super(opts, "Unzip");
  }
}, Brotli = class extends ZlibBase {
  constructor(opts, mode) {
    opts = opts || {}, opts.flush = opts.flush || constants.BROTLI_OPERATION_PROCESS, opts.finishFlush = opts.finishFlush || constants.BROTLI_OPERATION_FINISH, opts.fullFlushFlag = constants.BROTLI_OPERATION_FLUSH, super(opts, mode);
  }
};
var BrotliDecompress = class extends Brotli {
  constructor(opts) {
    super(opts, "BrotliDecompress");
  }
}, Zstd = class extends ZlibBase {
  constructor(opts, mode) {
    opts = opts || {}, opts.flush = opts.flush || constants.ZSTD_e_continue, opts.finishFlush = opts.finishFlush || constants.ZSTD_e_end, opts.fullFlushFlag = constants.ZSTD_e_flush, super(opts, mode);
  }
};
var ZstdDecompress = class extends Zstd {
  constructor(opts) {
    super(opts, "ZstdDecompress");
  }
};

// node_modules/tar/dist/esm/pax.js
import { basename } from "node:path";
var Pax = class _Pax {
  atime;
  mtime;
  ctime;
  charset;
  comment;
  gid;
  uid;
  gname;
  uname;
  linkpath;
  dev;
  ino;
  nlink;
  path;
  size;
  mode;
  global;
  constructor(obj, global = !1) {
    this.atime = obj.atime, this.charset = obj.charset, this.comment = obj.comment, this.ctime = obj.ctime, this.dev = obj.dev, this.gid = obj.gid, this.global = global, this.gname = obj.gname, this.ino = obj.ino, this.linkpath = obj.linkpath, this.mtime = obj.mtime, this.nlink = obj.nlink, this.path = obj.path, this.size = obj.size, this.uid = obj.uid, this.uname = obj.uname;
  }
  encode() {
    let body = this.encodeBody();
    if (body === "")
      return Buffer.allocUnsafe(0);
    let bodyLen = Buffer.byteLength(body), bufLen = 512 * Math.ceil(1 + bodyLen / 512), buf = Buffer.allocUnsafe(bufLen);
    for (let i = 0; i < 512; i++)
      buf[i] = 0;
    new Header({
      // XXX split the path
      // then the path should be PaxHeader + basename, but less than 99,
      // prepend with the dirname
      /* c8 ignore start */
      path: ("PaxHeader/" + basename(this.path ?? "")).slice(0, 99),
      /* c8 ignore stop */
      mode: this.mode || 420,
      uid: this.uid,
      gid: this.gid,
      size: bodyLen,
      mtime: this.mtime,
      type: this.global ? "GlobalExtendedHeader" : "ExtendedHeader",
      linkpath: "",
      uname: this.uname || "",
      gname: this.gname || "",
      devmaj: 0,
      devmin: 0,
      atime: this.atime,
      ctime: this.ctime
    }).encode(buf), buf.write(body, 512, bodyLen, "utf8");
    for (let i = bodyLen + 512; i < buf.length; i++)
      buf[i] = 0;
    return buf;
  }
  encodeBody() {
    return this.encodeField("path") + this.encodeField("ctime") + this.encodeField("atime") + this.encodeField("dev") + this.encodeField("ino") + this.encodeField("nlink") + this.encodeField("charset") + this.encodeField("comment") + this.encodeField("gid") + this.encodeField("gname") + this.encodeField("linkpath") + this.encodeField("mtime") + this.encodeField("size") + this.encodeField("uid") + this.encodeField("uname");
  }
  encodeField(field) {
    if (this[field] === void 0)
      return "";
    let r = this[field], v = r instanceof Date ? r.getTime() / 1e3 : r, s = " " + (field === "dev" || field === "ino" || field === "nlink" ? "SCHILY." : "") + field + "=" + v + `
`, byteLen = Buffer.byteLength(s), digits = Math.floor(Math.log(byteLen) / Math.log(10)) + 1;
    return byteLen + digits >= Math.pow(10, digits) && (digits += 1), digits + byteLen + s;
  }
  static parse(str, ex, g = !1) {
    return new _Pax(merge(parseKV(str), ex), g);
  }
}, merge = (a, b) => b ? Object.assign({}, b, a) : a, parseKV = (str) => str.replace(/\n$/, "").split(`
`).reduce(parseKVLine, /* @__PURE__ */ Object.create(null)), parseKVLine = (set, line) => {
  let n = parseInt(line, 10);
  if (n !== Buffer.byteLength(line) + 1)
    return set;
  line = line.slice((n + " ").length);
  let kv = line.split("="), r = kv.shift();
  if (!r)
    return set;
  let k = r.replace(/^SCHILY\.(dev|ino|nlink)/, "$1"), v = kv.join("=").replace(/\0.*/, "");
  switch (k) {
    case "path":
    case "linkpath":
    case "type":
    case "charset":
    case "comment":
    case "gname":
    case "uname":
      set[k] = v;
      break;
    case "ctime":
    case "atime":
    case "mtime":
      set[k] = new Date(Number(v) * 1e3);
      break;
    case "size":
      let s = +v;
      s >= 0 && (set[k] = s);
      break;
    case "gid":
    case "uid":
    case "dev":
    case "ino":
    case "nlink":
    case "mode":
      set[k] = +v;
      break;
  }
  return set;
};

// node_modules/tar/dist/esm/normalize-windows-path.js
var platform = process.env.TESTING_TAR_FAKE_PLATFORM || process.platform, normalizeWindowsPath = platform !== "win32" ? (p) => String(p) : (p) => String(p).replaceAll(/\\/g, "/");

// node_modules/tar/dist/esm/read-entry.js
var ReadEntry = class extends Minipass {
  extended;
  globalExtended;
  header;
  startBlockSize;
  blockRemain;
  remain;
  type;
  meta = !1;
  ignore = !1;
  path;
  mode;
  uid;
  gid;
  uname;
  gname;
  size = 0;
  mtime;
  atime;
  ctime;
  linkpath;
  dev;
  ino;
  nlink;
  invalid = !1;
  absolute;
  unsupported = !1;
  constructor(header, ex, gex) {
    switch (super({}), this.pause(), this.extended = ex, this.globalExtended = gex, this.header = header, this.remain = header.size ?? 0, this.startBlockSize = 512 * Math.ceil(this.remain / 512), this.blockRemain = this.startBlockSize, this.type = header.type, this.type) {
      case "File":
      case "OldFile":
      case "Link":
      case "SymbolicLink":
      case "CharacterDevice":
      case "BlockDevice":
      case "Directory":
      case "FIFO":
      case "ContiguousFile":
      case "GNUDumpDir":
        break;
      case "NextFileHasLongLinkpath":
      case "NextFileHasLongPath":
      case "OldGnuLongPath":
      case "GlobalExtendedHeader":
      case "ExtendedHeader":
      case "OldExtendedHeader":
        this.meta = !0;
        break;
      // NOTE: gnutar and bsdtar treat unrecognized types as 'File'
      // it may be worth doing the same, but with a warning.
      default:
        this.ignore = !0;
    }
    if (!header.path)
      throw new Error("no path provided for tar.ReadEntry");
    this.path = normalizeWindowsPath(header.path), this.mode = header.mode, this.mode && (this.mode = this.mode & 4095), this.uid = header.uid, this.gid = header.gid, this.uname = header.uname, this.gname = header.gname, this.size = this.remain, this.mtime = header.mtime, this.atime = header.atime, this.ctime = header.ctime, this.linkpath = header.linkpath ? normalizeWindowsPath(header.linkpath) : void 0, this.uname = header.uname, this.gname = header.gname, ex && this.#slurp(ex), gex && this.#slurp(gex, !0);
  }
  write(data) {
    let writeLen = data.length;
    if (writeLen > this.blockRemain)
      throw new Error("writing more to entry than is appropriate");
    let r = this.remain, br = this.blockRemain;
    return this.remain = Math.max(0, r - writeLen), this.blockRemain = Math.max(0, br - writeLen), this.ignore ? !0 : r >= writeLen ? super.write(data) : super.write(data.subarray(0, r));
  }
  #slurp(ex, gex = !1) {
    ex.path && (ex.path = normalizeWindowsPath(ex.path)), ex.linkpath && (ex.linkpath = normalizeWindowsPath(ex.linkpath)), Object.assign(this, Object.fromEntries(Object.entries(ex).filter(([k, v]) => !(v == null || k === "path" && gex))));
  }
};

// node_modules/tar/dist/esm/warn-method.js
var warnMethod = (self, code, message, data = {}) => {
  self.file && (data.file = self.file), self.cwd && (data.cwd = self.cwd), data.code = message instanceof Error && message.code || code, data.tarCode = code, !self.strict && data.recoverable !== !1 ? (message instanceof Error && (data = Object.assign(message, data), message = message.message), self.emit("warn", code, message, data)) : message instanceof Error ? self.emit("error", Object.assign(message, data)) : self.emit("error", Object.assign(new Error(`${code}: ${message}`), data));
};

// node_modules/tar/dist/esm/parse.js
var maxMetaEntrySize = 1024 * 1024, gzipHeader = Buffer.from([31, 139]), zstdHeader = Buffer.from([40, 181, 47, 253]), ZIP_HEADER_LEN = Math.max(gzipHeader.length, zstdHeader.length), STATE = /* @__PURE__ */ Symbol("state"), WRITEENTRY = /* @__PURE__ */ Symbol("writeEntry"), READENTRY = /* @__PURE__ */ Symbol("readEntry"), NEXTENTRY = /* @__PURE__ */ Symbol("nextEntry"), PROCESSENTRY = /* @__PURE__ */ Symbol("processEntry"), EX = /* @__PURE__ */ Symbol("extendedHeader"), GEX = /* @__PURE__ */ Symbol("globalExtendedHeader"), META = /* @__PURE__ */ Symbol("meta"), EMITMETA = /* @__PURE__ */ Symbol("emitMeta"), BUFFER2 = /* @__PURE__ */ Symbol("buffer"), QUEUE = /* @__PURE__ */ Symbol("queue"), ENDED = /* @__PURE__ */ Symbol("ended"), EMITTEDEND = /* @__PURE__ */ Symbol("emittedEnd"), EMIT = /* @__PURE__ */ Symbol("emit"), UNZIP = /* @__PURE__ */ Symbol("unzip"), CONSUMECHUNK = /* @__PURE__ */ Symbol("consumeChunk"), CONSUMECHUNKSUB = /* @__PURE__ */ Symbol("consumeChunkSub"), CONSUMEBODY = /* @__PURE__ */ Symbol("consumeBody"), CONSUMEMETA = /* @__PURE__ */ Symbol("consumeMeta"), CONSUMEHEADER = /* @__PURE__ */ Symbol("consumeHeader"), CONSUMING = /* @__PURE__ */ Symbol("consuming"), BUFFERCONCAT = /* @__PURE__ */ Symbol("bufferConcat"), MAYBEEND = /* @__PURE__ */ Symbol("maybeEnd"), WRITING = /* @__PURE__ */ Symbol("writing"), ABORTED2 = /* @__PURE__ */ Symbol("aborted"), DONE = /* @__PURE__ */ Symbol("onDone"), SAW_VALID_ENTRY = /* @__PURE__ */ Symbol("sawValidEntry"), SAW_NULL_BLOCK = /* @__PURE__ */ Symbol("sawNullBlock"), SAW_EOF = /* @__PURE__ */ Symbol("sawEOF"), CLOSESTREAM = /* @__PURE__ */ Symbol("closeStream"), MAX_DECOMPRESSION_RATIO = 1e3, COMPRESSEDBYTESREAD = /* @__PURE__ */ Symbol("compressedBytesRead"), DECOMPRESSEDBYTESREAD = /* @__PURE__ */ Symbol("decompressedBytesRead"), CHECKDECOMPRESSIONRATIO = /* @__PURE__ */ Symbol("checkDecompressionRatio"), noop2 = () => !0, Parser = class extends EE {
  file;
  strict;
  maxMetaEntrySize;
  filter;
  brotli;
  zstd;
  maxDecompressionRatio;
  writable = !0;
  readable = !1;
  [QUEUE] = [];
  [BUFFER2];
  [READENTRY];
  [WRITEENTRY];
  [STATE] = "begin";
  [META] = "";
  [EX];
  [GEX];
  [ENDED] = !1;
  [UNZIP];
  [ABORTED2] = !1;
  [SAW_VALID_ENTRY];
  [SAW_NULL_BLOCK] = !1;
  [SAW_EOF] = !1;
  [WRITING] = !1;
  [CONSUMING] = !1;
  [EMITTEDEND] = !1;
  [COMPRESSEDBYTESREAD] = 0;
  [DECOMPRESSEDBYTESREAD] = 0;
  constructor(opt = {}) {
    super(), this.file = opt.file || "", this.on(DONE, () => {
      (this[STATE] === "begin" || this[SAW_VALID_ENTRY] === !1) && this.warn("TAR_BAD_ARCHIVE", "Unrecognized archive format");
    }), opt.ondone ? this.on(DONE, opt.ondone) : this.on(DONE, () => {
      this.emit("prefinish"), this.emit("finish"), this.emit("end");
    }), this.strict = !!opt.strict, this.maxDecompressionRatio = typeof opt.maxDecompressionRatio == "number" ? opt.maxDecompressionRatio : MAX_DECOMPRESSION_RATIO, this.maxMetaEntrySize = opt.maxMetaEntrySize || maxMetaEntrySize, this.filter = typeof opt.filter == "function" ? opt.filter : noop2;
    let isTBR = opt.file && (opt.file.endsWith(".tar.br") || opt.file.endsWith(".tbr"));
    this.brotli = !(opt.gzip || opt.zstd) && opt.brotli !== void 0 ? opt.brotli : isTBR ? void 0 : !1;
    let isTZST = opt.file && (opt.file.endsWith(".tar.zst") || opt.file.endsWith(".tzst"));
    this.zstd = !(opt.gzip || opt.brotli) && opt.zstd !== void 0 ? opt.zstd : isTZST ? !0 : void 0, this.on("end", () => this[CLOSESTREAM]()), typeof opt.onwarn == "function" && this.on("warn", opt.onwarn), typeof opt.onReadEntry == "function" && this.on("entry", opt.onReadEntry);
  }
  warn(code, message, data = {}) {
    warnMethod(this, code, message, data);
  }
  [CONSUMEHEADER](chunk, position) {
    this[SAW_VALID_ENTRY] === void 0 && (this[SAW_VALID_ENTRY] = !1);
    let header;
    try {
      header = new Header(chunk, position, this[EX], this[GEX]);
    } catch (er) {
      return this.warn("TAR_ENTRY_INVALID", er);
    }
    if (header.nullBlock)
      this[SAW_NULL_BLOCK] ? (this[SAW_EOF] = !0, this[STATE] === "begin" && (this[STATE] = "header"), this[EMIT]("eof")) : (this[SAW_NULL_BLOCK] = !0, this[EMIT]("nullBlock"));
    else if (this[SAW_NULL_BLOCK] = !1, !header.cksumValid)
      this.warn("TAR_ENTRY_INVALID", "checksum failure", { header });
    else if (!header.path)
      this.warn("TAR_ENTRY_INVALID", "path is required", { header });
    else {
      let type = header.type;
      if (/^(Symbolic)?Link$/.test(type) && !header.linkpath)
        this.warn("TAR_ENTRY_INVALID", "linkpath required", {
          header
        });
      else if (!/^(Symbolic)?Link$/.test(type) && !/^(Global)?ExtendedHeader$/.test(type) && header.linkpath)
        this.warn("TAR_ENTRY_INVALID", "linkpath forbidden", {
          header
        });
      else {
        let entry = this[WRITEENTRY] = new ReadEntry(header, this[EX], this[GEX]);
        if (!this[SAW_VALID_ENTRY])
          if (entry.remain) {
            let onend = () => {
              entry.invalid || (this[SAW_VALID_ENTRY] = !0);
            };
            entry.on("end", onend);
          } else
            this[SAW_VALID_ENTRY] = !0;
        entry.meta ? entry.size > this.maxMetaEntrySize ? (entry.ignore = !0, this[EMIT]("ignoredEntry", entry), this[STATE] = "ignore", entry.resume()) : entry.size > 0 && (this[META] = "", entry.on("data", (c) => this[META] += c), this[STATE] = "meta") : (this[EX] = void 0, entry.ignore = entry.ignore || !this.filter(entry.path, entry), entry.ignore ? (this[EMIT]("ignoredEntry", entry), this[STATE] = entry.remain ? "ignore" : "header", entry.resume()) : (entry.remain ? this[STATE] = "body" : (this[STATE] = "header", entry.end()), this[READENTRY] ? this[QUEUE].push(entry) : (this[QUEUE].push(entry), this[NEXTENTRY]())));
      }
    }
  }
  [CLOSESTREAM]() {
    queueMicrotask(() => this.emit("close"));
  }
  [PROCESSENTRY](entry) {
    let go = !0;
    if (!entry)
      this[READENTRY] = void 0, go = !1;
    else if (Array.isArray(entry)) {
      let [ev, ...args] = entry;
      this.emit(ev, ...args);
    } else
      this[READENTRY] = entry, this.emit("entry", entry), entry.emittedEnd || (entry.on("end", () => this[NEXTENTRY]()), go = !1);
    return go;
  }
  [NEXTENTRY]() {
    do
      ;
    while (this[PROCESSENTRY](this[QUEUE].shift()));
    if (this[QUEUE].length === 0) {
      let re = this[READENTRY];
      !re || re.flowing || re.size === re.remain ? this[WRITING] || this.emit("drain") : re.once("drain", () => this.emit("drain"));
    }
  }
  [CONSUMEBODY](chunk, position) {
    let entry = this[WRITEENTRY];
    if (!entry)
      throw new Error("attempt to consume body without entry??");
    let br = entry.blockRemain ?? 0, c = br >= chunk.length && position === 0 ? chunk : chunk.subarray(position, position + br);
    return entry.write(c), entry.blockRemain || (this[STATE] = "header", this[WRITEENTRY] = void 0, entry.end()), c.length;
  }
  [CONSUMEMETA](chunk, position) {
    let entry = this[WRITEENTRY], ret = this[CONSUMEBODY](chunk, position);
    return !this[WRITEENTRY] && entry && this[EMITMETA](entry), ret;
  }
  [EMIT](ev, data, extra) {
    this[QUEUE].length === 0 && !this[READENTRY] ? this.emit(ev, data, extra) : this[QUEUE].push([ev, data, extra]);
  }
  [EMITMETA](entry) {
    switch (this[EMIT]("meta", this[META]), entry.type) {
      case "ExtendedHeader":
      case "OldExtendedHeader":
        this[EX] = Pax.parse(this[META], this[EX], !1);
        break;
      case "GlobalExtendedHeader":
        this[GEX] = Pax.parse(this[META], this[GEX], !0);
        break;
      case "NextFileHasLongPath":
      case "OldGnuLongPath": {
        let ex = this[EX] ?? /* @__PURE__ */ Object.create(null);
        this[EX] = ex, ex.path = this[META].replace(/\0.*/, "");
        break;
      }
      case "NextFileHasLongLinkpath": {
        let ex = this[EX] || /* @__PURE__ */ Object.create(null);
        this[EX] = ex, ex.linkpath = this[META].replace(/\0.*/, "");
        break;
      }
      /* c8 ignore start */
      default:
        throw new Error("unknown meta: " + entry.type);
    }
  }
  abort(error) {
    if (!this[ABORTED2]) {
      if (this[UNZIP]) {
        let u = this[UNZIP];
        u.write = () => !0, u.end = () => u, u.emit = () => !1, u.destroy?.();
      }
      this[ABORTED2] = !0, this.emit("abort", error), this.warn("TAR_ABORT", error, { recoverable: !1 });
    }
  }
  [CHECKDECOMPRESSIONRATIO](chunk) {
    this[DECOMPRESSEDBYTESREAD] += chunk.length;
    let ratio = this[DECOMPRESSEDBYTESREAD] / this[COMPRESSEDBYTESREAD];
    return ratio > this.maxDecompressionRatio ? (this.abort(new Error(`max decompression ratio exceeded: ${ratio.toFixed(2)} > ${this.maxDecompressionRatio}`)), !1) : !0;
  }
  write(chunk, encoding, cb) {
    if (typeof encoding == "function" && (cb = encoding, encoding = void 0), typeof chunk == "string" && (chunk = Buffer.from(
      chunk,
      /* c8 ignore next */
      typeof encoding == "string" ? encoding : "utf8"
    )), this[ABORTED2])
      return cb?.(), !1;
    if ((this[UNZIP] === void 0 || this.brotli === void 0 && this[UNZIP] === !1) && chunk) {
      if (this[BUFFER2] && (chunk = Buffer.concat([this[BUFFER2], chunk]), this[BUFFER2] = void 0), chunk.length < ZIP_HEADER_LEN)
        return this[BUFFER2] = chunk, cb?.(), !0;
      for (let i = 0; this[UNZIP] === void 0 && i < gzipHeader.length; i++)
        chunk[i] !== gzipHeader[i] && (this[UNZIP] = !1);
      let isZstd = !1;
      if (this[UNZIP] === !1 && this.zstd !== !1) {
        isZstd = !0;
        for (let i = 0; i < zstdHeader.length; i++)
          if (chunk[i] !== zstdHeader[i]) {
            isZstd = !1;
            break;
          }
      }
      let maybeBrotli = this.brotli === void 0 && !isZstd;
      if (this[UNZIP] === !1 && maybeBrotli)
        if (chunk.length < 512)
          if (this[ENDED])
            this.brotli = !0;
          else
            return this[BUFFER2] = chunk, cb?.(), !0;
        else
          try {
            new Header(chunk.subarray(0, 512)), this.brotli = !1;
          } catch {
            this.brotli = !0;
          }
      if (this[UNZIP] === void 0 || this[UNZIP] === !1 && (this.brotli || isZstd)) {
        let ended = this[ENDED];
        this[ENDED] = !1, this[UNZIP] = this[UNZIP] === void 0 ? new Unzip({}) : isZstd ? new ZstdDecompress({}) : new BrotliDecompress({}), this[UNZIP].on("data", (chunk2) => {
          this[CHECKDECOMPRESSIONRATIO](chunk2) && this[CONSUMECHUNK](chunk2);
        }), this[UNZIP].on("error", (er) => {
          this[ABORTED2] || this.abort(er);
        }), this[UNZIP].on("end", () => {
          this[ENDED] = !0, this[CONSUMECHUNK]();
        }), this[WRITING] = !0, this[COMPRESSEDBYTESREAD] += chunk.length;
        let ret2 = !!this[UNZIP][ended ? "end" : "write"](chunk);
        return this[WRITING] = !1, cb?.(), ret2;
      }
    }
    this[WRITING] = !0, this[UNZIP] ? (this[COMPRESSEDBYTESREAD] += chunk.length, this[UNZIP].write(chunk)) : this[CONSUMECHUNK](chunk), this[WRITING] = !1;
    let ret = this[QUEUE].length > 0 ? !1 : this[READENTRY] ? this[READENTRY].flowing : !0;
    return !ret && this[QUEUE].length === 0 && this[READENTRY]?.once("drain", () => this.emit("drain")), cb?.(), ret;
  }
  [BUFFERCONCAT](c) {
    c && !this[ABORTED2] && (this[BUFFER2] = this[BUFFER2] ? Buffer.concat([this[BUFFER2], c]) : c);
  }
  [MAYBEEND]() {
    if (this[ENDED] && !this[EMITTEDEND] && !this[ABORTED2] && !this[CONSUMING]) {
      this[EMITTEDEND] = !0;
      let entry = this[WRITEENTRY];
      if (entry?.blockRemain) {
        let have = this[BUFFER2] ? this[BUFFER2].length : 0;
        this.warn("TAR_BAD_ARCHIVE", `Truncated input (needed ${entry.blockRemain} more bytes, only ${have} available)`, { entry }), this[BUFFER2] && entry.write(this[BUFFER2]), entry.end();
      }
      this[EMIT](DONE);
    }
  }
  [CONSUMECHUNK](chunk) {
    if (this[CONSUMING] && chunk)
      this[BUFFERCONCAT](chunk);
    else if (!chunk && !this[BUFFER2])
      this[MAYBEEND]();
    else if (chunk) {
      if (this[CONSUMING] = !0, this[BUFFER2]) {
        this[BUFFERCONCAT](chunk);
        let c = this[BUFFER2];
        this[BUFFER2] = void 0, this[CONSUMECHUNKSUB](c);
      } else
        this[CONSUMECHUNKSUB](chunk);
      for (; this[BUFFER2] && this[BUFFER2]?.length >= 512 && !this[ABORTED2] && !this[SAW_EOF]; ) {
        let c = this[BUFFER2];
        this[BUFFER2] = void 0, this[CONSUMECHUNKSUB](c);
      }
      this[CONSUMING] = !1;
    }
    (!this[BUFFER2] || this[ENDED]) && this[MAYBEEND]();
  }
  [CONSUMECHUNKSUB](chunk) {
    let position = 0, length = chunk.length;
    for (; position + 512 <= length && !this[ABORTED2] && !this[SAW_EOF]; )
      switch (this[STATE]) {
        case "begin":
        case "header":
          this[CONSUMEHEADER](chunk, position), position += 512;
          break;
        case "ignore":
        case "body":
          position += this[CONSUMEBODY](chunk, position);
          break;
        case "meta":
          position += this[CONSUMEMETA](chunk, position);
          break;
        /* c8 ignore start */
        default:
          throw new Error("invalid state: " + this[STATE]);
      }
    position < length && (this[BUFFER2] = this[BUFFER2] ? Buffer.concat([chunk.subarray(position), this[BUFFER2]]) : chunk.subarray(position));
  }
  end(chunk, encoding, cb) {
    return typeof chunk == "function" && (cb = chunk, encoding = void 0, chunk = void 0), typeof encoding == "function" && (cb = encoding, encoding = void 0), typeof chunk == "string" && (chunk = Buffer.from(chunk, encoding)), cb && this.once("finish", cb), this[ABORTED2] || (this[UNZIP] ? (chunk && (this[COMPRESSEDBYTESREAD] += chunk.length, this[UNZIP].write(chunk)), this[UNZIP].end()) : (this[ENDED] = !0, (this.brotli === void 0 || this.zstd === void 0) && (chunk = chunk || Buffer.alloc(0)), chunk && this.write(chunk), this[MAYBEEND]())), this;
  }
};

// src/keys/archive/unpack-archive.ts
var MAX_PACKED_BYTES = 1024 * 1024, MAX_UNPACKED_BYTES = 4 * 1024 * 1024, MAX_ENTRIES = 1e3, MAX_ENTRY_BYTES = 64 * 1024, MAX_NAME_LENGTH = 200, MAX_PATH_LENGTH = 4096, HEADER_NAME_LENGTH = 100, REPACK = "Make the archive again from the key files alone: tar czf keys.tgz tufrepo/keys/*.sec tufrepo/keys/*.pub.", FETCH_AGAIN = "Take the archive from a backup, or copy it again as a binary file.", READABLE_NAME = /^[^\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\\]+$/u, ADDED_BY_PACKER = /(?:^|\/)(?:\._[^/]*|__MACOSX\/.*|PaxHeaders?(?:\.\d+)?\/.*)$/;
async function unpackArchive(packed) {
  if (packed.length > MAX_PACKED_BYTES)
    throw refused(
      "keys-too-large",
      `The key archive has ${packed.length} bytes, more than ${MAX_PACKED_BYTES}.`,
      REPACK
    );
  let bytes = await unzip(packed);
  if (bytes[0] === 31 && bytes[1] === 139)
    throw refused("keys-malformed", "The key archive is compressed twice.", "Unpack it once with gunzip.");
  return readEntries(bytes);
}
function unzip(packed) {
  return new Promise((resolve, reject) => {
    gunzip(packed, { maxOutputLength: MAX_UNPACKED_BYTES }, (error, bytes) => {
      if (!error) return resolve(bytes);
      let code = errorCode(error);
      if (code === "ERR_BUFFER_TOO_LARGE")
        return reject(
          refused("keys-too-large", `The key archive unpacks to more than ${MAX_UNPACKED_BYTES} bytes.`, REPACK)
        );
      if (code === "Z_BUF_ERROR")
        return reject(
          refused("keys-truncated", "The key archive is cut off: its gzip data ends too early.", FETCH_AGAIN)
        );
      let damage = fileDamage(packed);
      return reject(damage ? refused("keys-encoding", `The key archive ${damage.says}.`, damage.next) : refused("keys-malformed", "The key archive is damaged: its gzip data cannot be read.", FETCH_AGAIN));
    });
  });
}
function readEntries(bytes) {
  let files = /* @__PURE__ */ new Map(), skipped = [], problem, count = 0, ended = !1, note = (found) => {
    problem ??= found;
  }, countOne = () => {
    ++count > MAX_ENTRIES && note(refused("keys-too-large", `The key archive has more than ${MAX_ENTRIES} entries.`, REPACK));
  }, parser = new Parser({ strict: !0, brotli: !1, zstd: !1, maxMetaEntrySize: MAX_ENTRY_BYTES });
  parser.on("meta", countOne), parser.on("ignoredEntry", (entry) => note(refusedEntry(entry, "is not a regular file"))), parser.on("error", (error) => note(tarProblem(error))), parser.on("entry", (entry) => {
    countOne();
    let found = entryProblem(entry) ?? keyFileProblem(entry, files);
    if (found && note(found), problem || entry.type === "Directory") {
      problem || skipped.push(entry.path), entry.resume();
      return;
    }
    let chunks = [];
    entry.on("data", (chunk) => chunks.push(chunk)), isKeyFile(entry) ? files.set(writableName(entry.path), Buffer.alloc(0)) : skipped.push(entry.path), entry.on("end", () => {
      let content = Buffer.concat(chunks);
      isKeyFile(entry) ? files.set(writableName(entry.path), content) : holdsPrivateKey(content) && note(refusedEntry(entry, "is neither a .sec nor a .pub file, and holds a private key"));
    });
  }), parser.on("end", () => {
    ended = !0;
  });
  try {
    parser.end(bytes);
  } catch {
    note(damagedTar());
  }
  if (problem) throw problem;
  if (!ended) throw damagedTar();
  return { files, skipped };
}
function entryProblem(entry) {
  let isFolder = entry.type === "Directory";
  if (!isFolder && entry.type !== "File" && entry.type !== "OldFile" || entry.linkpath)
    return refusedEntry(entry, /Link$/.test(entry.type) || entry.linkpath ? "is a link" : "is not a regular file");
  let name = plainName(entry.path);
  return name.startsWith("/") || /^[A-Za-z]:/.test(name) ? refusedEntry(entry, "has an absolute path") : name.split(/[/\\]/).includes("..") ? refusedEntry(entry, "leaves the archive's folder with `..`") : isFolder && (name === "" || name === ".") ? null : name.length > MAX_PATH_LENGTH || baseName(name).length > MAX_NAME_LENGTH || !READABLE_NAME.test(name) ? refusedEntry(entry, `has a name that is empty, longer than ${MAX_NAME_LENGTH} or has unusual characters`) : null;
}
function keyFileProblem(entry, files) {
  return isKeyFile(entry) ? files.has(writableName(entry.path)) ? refusedEntry(entry, "stands in it twice") : entry.size > MAX_ENTRY_BYTES ? refused(
    "keys-too-large",
    `In the key archive ${quoteName(plainName(entry.path))} has ${entry.size} bytes, more than ${MAX_ENTRY_BYTES}.`,
    REPACK
  ) : null : null;
}
function isKeyFile({ path, type }) {
  return type !== "Directory" && /[^/]\.(?:sec|pub)$/.test(path) && !ADDED_BY_PACKER.test(path);
}
function holdsPrivateKey(content) {
  return content.includes("PRIVATE KEY-----") || /"private"\s*:/.test(content.toString("latin1"));
}
function plainName(path) {
  return path.replace(/^(?:\.\/+)+/, "");
}
function writableName(path) {
  let name = plainName(path).normalize("NFC").replace(/[^A-Za-z0-9._+@ /-]/g, "_").replace(/\/{2,}/g, "/");
  return name.length <= HEADER_NAME_LENGTH ? name : `tufrepo/keys/${baseName(name)}`;
}
function baseName(path) {
  return path.replace(/\/+$/, "").replace(/^.*\//, "");
}
function quoteName(name) {
  return `\`${name.slice(0, 120).replace(/[^\x21-\x7e ]|`/g, "?")}\``;
}
function tarProblem(error) {
  return error.entry ? refused("keys-truncated", "The key archive is cut off inside one of its files.", FETCH_AGAIN) : damagedTar();
}
function damagedTar() {
  return refused("keys-malformed", "The key archive holds no readable tar archive.", FETCH_AGAIN);
}
function refusedEntry(entry, why) {
  return refused(
    "keys-entry-refused",
    `The key archive is refused: its entry ${quoteName(entry.path)} ${why}.`,
    REPACK
  );
}
function refused(code, happened, next) {
  return new ToolError(code, { happened, next });
}

// src/keys/archive/read-archive.ts
var FROM_BACKUP = "Take the archive from a backup; the vendor's tool and this one always write both halves of a key.";
async function readArchive(packed, { orphans = "refused" } = {}) {
  let { files, skipped } = await unpackArchive(packed);
  return { keys: pairNames([...files.keys()], skipped).map((name) => readPair(name, files.get(`${name}.sec`), files.get(`${name}.pub`), orphans)), skipped };
}
function pairNames(files, skipped) {
  let names = new Set(files.map((file) => file.replace(/\.(?:sec|pub)$/, "")));
  if (names.size > 0) return [...names].sort();
  if (skipped.some((name) => /(?:^|\/)\d+\.root\.json$/.test(name)))
    throw refused2(
      "keys-malformed",
      "The archive holds downloaded root documents, no keys.",
      "Give the archive with the offline keys (`*.keys.tgz`)."
    );
  let others = skipped.length === 0 ? "is empty: it holds no keys" : `holds no keys, only ${firstOf(skipped.map(quoteName), NAMED)}`;
  throw refused2("keys-malformed", `The key archive ${others}.`, FROM_BACKUP);
}
var NAMED = 5;
function skippedWarning(what, { skipped = [] }) {
  return skipped.length === 0 ? null : `${what} also holds ${firstOf(skipped.map(quoteName), NAMED)}. ${agreeing(skipped.length, "It holds no key and is", "They hold no keys and are")} skipped: if the archive is written again, ${agreeing(skipped.length, "it is", "they are")} not kept.`;
}
function readPair(name, sec, pub, orphans) {
  if ((!sec || !pub) && orphans === "refused") {
    let [held, missing] = sec ? ["private", "public"] : ["public", "private"];
    throw refused2(
      "keys-orphan",
      `The key archive holds the ${held} half of ${quoteName(name)} without its ${missing} half.`,
      FROM_BACKUP
    );
  }
  let written = pub && readPub(pub, quoteName(`${name}.pub`));
  if (!sec) return lonePublicHalf(name, written);
  let half = parsePrivateHalf(sec, quoteName(`${name}.sec`));
  if (!written) return keyWithPrivateHalf(name, half);
  let derived = half.usable.keyid, found = usableKey(written);
  if (keyType(written) !== half.type || !found.usable || found.keyid !== derived) {
    let other = found.usable ? `is ${found.keyid}` : found.why;
    throw refused2(
      "keys-halves-differ",
      `In the key archive the private and the public half of ${quoteName(name)} do not belong together: the private one is of key ${derived}, the public one ${other}.`,
      FROM_BACKUP
    );
  }
  return keyWithPrivateHalf(name, half, written);
}
function lonePublicHalf(name, written) {
  let found = usableKey(written);
  if (!found.usable)
    throw refused2(
      "keys-key-unusable",
      `In the key archive the key of ${quoteName(`${name}.pub`)} ${found.why}.`,
      FROM_BACKUP
    );
  return { keyid: found.keyid, type: found.type, public: written, name, signer: null };
}
function readPub(bytes, name) {
  let value;
  try {
    value = parseJson(utf8WithoutMark(bytes) ?? "", name).value;
  } catch {
    throw refused2("keys-malformed", `In the key archive ${name} is not JSON.`, FROM_BACKUP);
  }
  let keytype = isObject(value) ? value.keytype : void 0, keyval = isObject(value) ? value.keyval : void 0, text = isObject(keyval) ? keyval.public : void 0;
  if (typeof keytype != "string" || typeof text != "string")
    throw refused2(
      "keys-malformed",
      `In the key archive ${name} has no \`keytype\` or no \`keyval.public\`.`,
      FROM_BACKUP
    );
  return { keytype, keyval: { public: text } };
}
function refused2(code, happened, next) {
  return new ToolError(code, { happened, next });
}

export {
  unpackArchive,
  readArchive,
  skippedWarning
};
