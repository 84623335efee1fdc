import {
  linesOf
} from "./chunk-HMAO66XU.js";
import {
  ALPHABET,
  capital,
  escapeHtml,
  markedGroup,
  scanTexts
} from "./chunk-VNGMR44M.js";
import "./chunk-2T4BEXM7.js";
import {
  __commonJS,
  __toESM
} from "./chunk-73X3T6A5.js";

// node_modules/qrcode/lib/core/utils.js
var require_utils = __commonJS({
  "node_modules/qrcode/lib/core/utils.js"(exports) {
    var toSJISFunction, CODEWORDS_COUNT = [
      0,
      // Not used
      26,
      44,
      70,
      100,
      134,
      172,
      196,
      242,
      292,
      346,
      404,
      466,
      532,
      581,
      655,
      733,
      815,
      901,
      991,
      1085,
      1156,
      1258,
      1364,
      1474,
      1588,
      1706,
      1828,
      1921,
      2051,
      2185,
      2323,
      2465,
      2611,
      2761,
      2876,
      3034,
      3196,
      3362,
      3532,
      3706
    ];
    exports.getSymbolSize = function(version) {
      if (!version) throw new Error('"version" cannot be null or undefined');
      if (version < 1 || version > 40) throw new Error('"version" should be in range from 1 to 40');
      return version * 4 + 17;
    };
    exports.getSymbolTotalCodewords = function(version) {
      return CODEWORDS_COUNT[version];
    };
    exports.getBCHDigit = function(data) {
      let digit = 0;
      for (; data !== 0; )
        digit++, data >>>= 1;
      return digit;
    };
    exports.setToSJISFunction = function(f) {
      if (typeof f != "function")
        throw new Error('"toSJISFunc" is not a valid function.');
      toSJISFunction = f;
    };
    exports.isKanjiModeEnabled = function() {
      return typeof toSJISFunction < "u";
    };
    exports.toSJIS = function(kanji) {
      return toSJISFunction(kanji);
    };
  }
});

// node_modules/qrcode/lib/core/error-correction-level.js
var require_error_correction_level = __commonJS({
  "node_modules/qrcode/lib/core/error-correction-level.js"(exports) {
    exports.L = { bit: 1 };
    exports.M = { bit: 0 };
    exports.Q = { bit: 3 };
    exports.H = { bit: 2 };
    function fromString(string) {
      if (typeof string != "string")
        throw new Error("Param is not a string");
      switch (string.toLowerCase()) {
        case "l":
        case "low":
          return exports.L;
        case "m":
        case "medium":
          return exports.M;
        case "q":
        case "quartile":
          return exports.Q;
        case "h":
        case "high":
          return exports.H;
        default:
          throw new Error("Unknown EC Level: " + string);
      }
    }
    exports.isValid = function(level) {
      return level && typeof level.bit < "u" && level.bit >= 0 && level.bit < 4;
    };
    exports.from = function(value, defaultValue) {
      if (exports.isValid(value))
        return value;
      try {
        return fromString(value);
      } catch {
        return defaultValue;
      }
    };
  }
});

// node_modules/qrcode/lib/core/bit-buffer.js
var require_bit_buffer = __commonJS({
  "node_modules/qrcode/lib/core/bit-buffer.js"(exports, module) {
    function BitBuffer() {
      this.buffer = [], this.length = 0;
    }
    BitBuffer.prototype = {
      get: function(index) {
        let bufIndex = Math.floor(index / 8);
        return (this.buffer[bufIndex] >>> 7 - index % 8 & 1) === 1;
      },
      put: function(num, length) {
        for (let i = 0; i < length; i++)
          this.putBit((num >>> length - i - 1 & 1) === 1);
      },
      getLengthInBits: function() {
        return this.length;
      },
      putBit: function(bit) {
        let bufIndex = Math.floor(this.length / 8);
        this.buffer.length <= bufIndex && this.buffer.push(0), bit && (this.buffer[bufIndex] |= 128 >>> this.length % 8), this.length++;
      }
    };
    module.exports = BitBuffer;
  }
});

// node_modules/qrcode/lib/core/bit-matrix.js
var require_bit_matrix = __commonJS({
  "node_modules/qrcode/lib/core/bit-matrix.js"(exports, module) {
    function BitMatrix(size) {
      if (!size || size < 1)
        throw new Error("BitMatrix size must be defined and greater than 0");
      this.size = size, this.data = new Uint8Array(size * size), this.reservedBit = new Uint8Array(size * size);
    }
    BitMatrix.prototype.set = function(row, col, value, reserved) {
      let index = row * this.size + col;
      this.data[index] = value, reserved && (this.reservedBit[index] = !0);
    };
    BitMatrix.prototype.get = function(row, col) {
      return this.data[row * this.size + col];
    };
    BitMatrix.prototype.xor = function(row, col, value) {
      this.data[row * this.size + col] ^= value;
    };
    BitMatrix.prototype.isReserved = function(row, col) {
      return this.reservedBit[row * this.size + col];
    };
    module.exports = BitMatrix;
  }
});

// node_modules/qrcode/lib/core/alignment-pattern.js
var require_alignment_pattern = __commonJS({
  "node_modules/qrcode/lib/core/alignment-pattern.js"(exports) {
    var getSymbolSize = require_utils().getSymbolSize;
    exports.getRowColCoords = function(version) {
      if (version === 1) return [];
      let posCount = Math.floor(version / 7) + 2, size = getSymbolSize(version), intervals = size === 145 ? 26 : Math.ceil((size - 13) / (2 * posCount - 2)) * 2, positions = [size - 7];
      for (let i = 1; i < posCount - 1; i++)
        positions[i] = positions[i - 1] - intervals;
      return positions.push(6), positions.reverse();
    };
    exports.getPositions = function(version) {
      let coords = [], pos = exports.getRowColCoords(version), posLength = pos.length;
      for (let i = 0; i < posLength; i++)
        for (let j = 0; j < posLength; j++)
          i === 0 && j === 0 || // top-left
          i === 0 && j === posLength - 1 || // bottom-left
          i === posLength - 1 && j === 0 || coords.push([pos[i], pos[j]]);
      return coords;
    };
  }
});

// node_modules/qrcode/lib/core/finder-pattern.js
var require_finder_pattern = __commonJS({
  "node_modules/qrcode/lib/core/finder-pattern.js"(exports) {
    var getSymbolSize = require_utils().getSymbolSize, FINDER_PATTERN_SIZE = 7;
    exports.getPositions = function(version) {
      let size = getSymbolSize(version);
      return [
        // top-left
        [0, 0],
        // top-right
        [size - FINDER_PATTERN_SIZE, 0],
        // bottom-left
        [0, size - FINDER_PATTERN_SIZE]
      ];
    };
  }
});

// node_modules/qrcode/lib/core/mask-pattern.js
var require_mask_pattern = __commonJS({
  "node_modules/qrcode/lib/core/mask-pattern.js"(exports) {
    exports.Patterns = {
      PATTERN000: 0,
      PATTERN001: 1,
      PATTERN010: 2,
      PATTERN011: 3,
      PATTERN100: 4,
      PATTERN101: 5,
      PATTERN110: 6,
      PATTERN111: 7
    };
    var PenaltyScores = {
      N1: 3,
      N2: 3,
      N3: 40,
      N4: 10
    };
    exports.isValid = function(mask) {
      return mask != null && mask !== "" && !isNaN(mask) && mask >= 0 && mask <= 7;
    };
    exports.from = function(value) {
      return exports.isValid(value) ? parseInt(value, 10) : void 0;
    };
    exports.getPenaltyN1 = function(data) {
      let size = data.size, points = 0, sameCountCol = 0, sameCountRow = 0, lastCol = null, lastRow = null;
      for (let row = 0; row < size; row++) {
        sameCountCol = sameCountRow = 0, lastCol = lastRow = null;
        for (let col = 0; col < size; col++) {
          let module2 = data.get(row, col);
          module2 === lastCol ? sameCountCol++ : (sameCountCol >= 5 && (points += PenaltyScores.N1 + (sameCountCol - 5)), lastCol = module2, sameCountCol = 1), module2 = data.get(col, row), module2 === lastRow ? sameCountRow++ : (sameCountRow >= 5 && (points += PenaltyScores.N1 + (sameCountRow - 5)), lastRow = module2, sameCountRow = 1);
        }
        sameCountCol >= 5 && (points += PenaltyScores.N1 + (sameCountCol - 5)), sameCountRow >= 5 && (points += PenaltyScores.N1 + (sameCountRow - 5));
      }
      return points;
    };
    exports.getPenaltyN2 = function(data) {
      let size = data.size, points = 0;
      for (let row = 0; row < size - 1; row++)
        for (let col = 0; col < size - 1; col++) {
          let last = data.get(row, col) + data.get(row, col + 1) + data.get(row + 1, col) + data.get(row + 1, col + 1);
          (last === 4 || last === 0) && points++;
        }
      return points * PenaltyScores.N2;
    };
    exports.getPenaltyN3 = function(data) {
      let size = data.size, points = 0, bitsCol = 0, bitsRow = 0;
      for (let row = 0; row < size; row++) {
        bitsCol = bitsRow = 0;
        for (let col = 0; col < size; col++)
          bitsCol = bitsCol << 1 & 2047 | data.get(row, col), col >= 10 && (bitsCol === 1488 || bitsCol === 93) && points++, bitsRow = bitsRow << 1 & 2047 | data.get(col, row), col >= 10 && (bitsRow === 1488 || bitsRow === 93) && points++;
      }
      return points * PenaltyScores.N3;
    };
    exports.getPenaltyN4 = function(data) {
      let darkCount = 0, modulesCount = data.data.length;
      for (let i = 0; i < modulesCount; i++) darkCount += data.data[i];
      return Math.abs(Math.ceil(darkCount * 100 / modulesCount / 5) - 10) * PenaltyScores.N4;
    };
    function getMaskAt(maskPattern, i, j) {
      switch (maskPattern) {
        case exports.Patterns.PATTERN000:
          return (i + j) % 2 === 0;
        case exports.Patterns.PATTERN001:
          return i % 2 === 0;
        case exports.Patterns.PATTERN010:
          return j % 3 === 0;
        case exports.Patterns.PATTERN011:
          return (i + j) % 3 === 0;
        case exports.Patterns.PATTERN100:
          return (Math.floor(i / 2) + Math.floor(j / 3)) % 2 === 0;
        case exports.Patterns.PATTERN101:
          return i * j % 2 + i * j % 3 === 0;
        case exports.Patterns.PATTERN110:
          return (i * j % 2 + i * j % 3) % 2 === 0;
        case exports.Patterns.PATTERN111:
          return (i * j % 3 + (i + j) % 2) % 2 === 0;
        default:
          throw new Error("bad maskPattern:" + maskPattern);
      }
    }
    exports.applyMask = function(pattern, data) {
      let size = data.size;
      for (let col = 0; col < size; col++)
        for (let row = 0; row < size; row++)
          data.isReserved(row, col) || data.xor(row, col, getMaskAt(pattern, row, col));
    };
    exports.getBestMask = function(data, setupFormatFunc) {
      let numPatterns = Object.keys(exports.Patterns).length, bestPattern = 0, lowerPenalty = 1 / 0;
      for (let p = 0; p < numPatterns; p++) {
        setupFormatFunc(p), exports.applyMask(p, data);
        let penalty = exports.getPenaltyN1(data) + exports.getPenaltyN2(data) + exports.getPenaltyN3(data) + exports.getPenaltyN4(data);
        exports.applyMask(p, data), penalty < lowerPenalty && (lowerPenalty = penalty, bestPattern = p);
      }
      return bestPattern;
    };
  }
});

// node_modules/qrcode/lib/core/error-correction-code.js
var require_error_correction_code = __commonJS({
  "node_modules/qrcode/lib/core/error-correction-code.js"(exports) {
    var ECLevel = require_error_correction_level(), EC_BLOCKS_TABLE = [
      // L  M  Q  H
      1,
      1,
      1,
      1,
      1,
      1,
      1,
      1,
      1,
      1,
      2,
      2,
      1,
      2,
      2,
      4,
      1,
      2,
      4,
      4,
      2,
      4,
      4,
      4,
      2,
      4,
      6,
      5,
      2,
      4,
      6,
      6,
      2,
      5,
      8,
      8,
      4,
      5,
      8,
      8,
      4,
      5,
      8,
      11,
      4,
      8,
      10,
      11,
      4,
      9,
      12,
      16,
      4,
      9,
      16,
      16,
      6,
      10,
      12,
      18,
      6,
      10,
      17,
      16,
      6,
      11,
      16,
      19,
      6,
      13,
      18,
      21,
      7,
      14,
      21,
      25,
      8,
      16,
      20,
      25,
      8,
      17,
      23,
      25,
      9,
      17,
      23,
      34,
      9,
      18,
      25,
      30,
      10,
      20,
      27,
      32,
      12,
      21,
      29,
      35,
      12,
      23,
      34,
      37,
      12,
      25,
      34,
      40,
      13,
      26,
      35,
      42,
      14,
      28,
      38,
      45,
      15,
      29,
      40,
      48,
      16,
      31,
      43,
      51,
      17,
      33,
      45,
      54,
      18,
      35,
      48,
      57,
      19,
      37,
      51,
      60,
      19,
      38,
      53,
      63,
      20,
      40,
      56,
      66,
      21,
      43,
      59,
      70,
      22,
      45,
      62,
      74,
      24,
      47,
      65,
      77,
      25,
      49,
      68,
      81
    ], EC_CODEWORDS_TABLE = [
      // L  M  Q  H
      7,
      10,
      13,
      17,
      10,
      16,
      22,
      28,
      15,
      26,
      36,
      44,
      20,
      36,
      52,
      64,
      26,
      48,
      72,
      88,
      36,
      64,
      96,
      112,
      40,
      72,
      108,
      130,
      48,
      88,
      132,
      156,
      60,
      110,
      160,
      192,
      72,
      130,
      192,
      224,
      80,
      150,
      224,
      264,
      96,
      176,
      260,
      308,
      104,
      198,
      288,
      352,
      120,
      216,
      320,
      384,
      132,
      240,
      360,
      432,
      144,
      280,
      408,
      480,
      168,
      308,
      448,
      532,
      180,
      338,
      504,
      588,
      196,
      364,
      546,
      650,
      224,
      416,
      600,
      700,
      224,
      442,
      644,
      750,
      252,
      476,
      690,
      816,
      270,
      504,
      750,
      900,
      300,
      560,
      810,
      960,
      312,
      588,
      870,
      1050,
      336,
      644,
      952,
      1110,
      360,
      700,
      1020,
      1200,
      390,
      728,
      1050,
      1260,
      420,
      784,
      1140,
      1350,
      450,
      812,
      1200,
      1440,
      480,
      868,
      1290,
      1530,
      510,
      924,
      1350,
      1620,
      540,
      980,
      1440,
      1710,
      570,
      1036,
      1530,
      1800,
      570,
      1064,
      1590,
      1890,
      600,
      1120,
      1680,
      1980,
      630,
      1204,
      1770,
      2100,
      660,
      1260,
      1860,
      2220,
      720,
      1316,
      1950,
      2310,
      750,
      1372,
      2040,
      2430
    ];
    exports.getBlocksCount = function(version, errorCorrectionLevel) {
      switch (errorCorrectionLevel) {
        case ECLevel.L:
          return EC_BLOCKS_TABLE[(version - 1) * 4 + 0];
        case ECLevel.M:
          return EC_BLOCKS_TABLE[(version - 1) * 4 + 1];
        case ECLevel.Q:
          return EC_BLOCKS_TABLE[(version - 1) * 4 + 2];
        case ECLevel.H:
          return EC_BLOCKS_TABLE[(version - 1) * 4 + 3];
        default:
          return;
      }
    };
    exports.getTotalCodewordsCount = function(version, errorCorrectionLevel) {
      switch (errorCorrectionLevel) {
        case ECLevel.L:
          return EC_CODEWORDS_TABLE[(version - 1) * 4 + 0];
        case ECLevel.M:
          return EC_CODEWORDS_TABLE[(version - 1) * 4 + 1];
        case ECLevel.Q:
          return EC_CODEWORDS_TABLE[(version - 1) * 4 + 2];
        case ECLevel.H:
          return EC_CODEWORDS_TABLE[(version - 1) * 4 + 3];
        default:
          return;
      }
    };
  }
});

// node_modules/qrcode/lib/core/galois-field.js
var require_galois_field = __commonJS({
  "node_modules/qrcode/lib/core/galois-field.js"(exports) {
    var EXP_TABLE = new Uint8Array(512), LOG_TABLE = new Uint8Array(256);
    (function() {
      let x = 1;
      for (let i = 0; i < 255; i++)
        EXP_TABLE[i] = x, LOG_TABLE[x] = i, x <<= 1, x & 256 && (x ^= 285);
      for (let i = 255; i < 512; i++)
        EXP_TABLE[i] = EXP_TABLE[i - 255];
    })();
    exports.log = function(n) {
      if (n < 1) throw new Error("log(" + n + ")");
      return LOG_TABLE[n];
    };
    exports.exp = function(n) {
      return EXP_TABLE[n];
    };
    exports.mul = function(x, y) {
      return x === 0 || y === 0 ? 0 : EXP_TABLE[LOG_TABLE[x] + LOG_TABLE[y]];
    };
  }
});

// node_modules/qrcode/lib/core/polynomial.js
var require_polynomial = __commonJS({
  "node_modules/qrcode/lib/core/polynomial.js"(exports) {
    var GF = require_galois_field();
    exports.mul = function(p1, p2) {
      let coeff = new Uint8Array(p1.length + p2.length - 1);
      for (let i = 0; i < p1.length; i++)
        for (let j = 0; j < p2.length; j++)
          coeff[i + j] ^= GF.mul(p1[i], p2[j]);
      return coeff;
    };
    exports.mod = function(divident, divisor) {
      let result = new Uint8Array(divident);
      for (; result.length - divisor.length >= 0; ) {
        let coeff = result[0];
        for (let i = 0; i < divisor.length; i++)
          result[i] ^= GF.mul(divisor[i], coeff);
        let offset = 0;
        for (; offset < result.length && result[offset] === 0; ) offset++;
        result = result.slice(offset);
      }
      return result;
    };
    exports.generateECPolynomial = function(degree) {
      let poly = new Uint8Array([1]);
      for (let i = 0; i < degree; i++)
        poly = exports.mul(poly, new Uint8Array([1, GF.exp(i)]));
      return poly;
    };
  }
});

// node_modules/qrcode/lib/core/reed-solomon-encoder.js
var require_reed_solomon_encoder = __commonJS({
  "node_modules/qrcode/lib/core/reed-solomon-encoder.js"(exports, module) {
    var Polynomial = require_polynomial();
    function ReedSolomonEncoder(degree) {
      this.genPoly = void 0, this.degree = degree, this.degree && this.initialize(this.degree);
    }
    ReedSolomonEncoder.prototype.initialize = function(degree) {
      this.degree = degree, this.genPoly = Polynomial.generateECPolynomial(this.degree);
    };
    ReedSolomonEncoder.prototype.encode = function(data) {
      if (!this.genPoly)
        throw new Error("Encoder not initialized");
      let paddedData = new Uint8Array(data.length + this.degree);
      paddedData.set(data);
      let remainder = Polynomial.mod(paddedData, this.genPoly), start = this.degree - remainder.length;
      if (start > 0) {
        let buff = new Uint8Array(this.degree);
        return buff.set(remainder, start), buff;
      }
      return remainder;
    };
    module.exports = ReedSolomonEncoder;
  }
});

// node_modules/qrcode/lib/core/version-check.js
var require_version_check = __commonJS({
  "node_modules/qrcode/lib/core/version-check.js"(exports) {
    exports.isValid = function(version) {
      return !isNaN(version) && version >= 1 && version <= 40;
    };
  }
});

// node_modules/qrcode/lib/core/regex.js
var require_regex = __commonJS({
  "node_modules/qrcode/lib/core/regex.js"(exports) {
    var numeric = "[0-9]+", alphanumeric = "[A-Z $%*+\\-./:]+", kanji = "(?:[u3000-u303F]|[u3040-u309F]|[u30A0-u30FF]|[uFF00-uFFEF]|[u4E00-u9FAF]|[u2605-u2606]|[u2190-u2195]|u203B|[u2010u2015u2018u2019u2025u2026u201Cu201Du2225u2260]|[u0391-u0451]|[u00A7u00A8u00B1u00B4u00D7u00F7])+";
    kanji = kanji.replace(/u/g, "\\u");
    var byte = "(?:(?![A-Z0-9 $%*+\\-./:]|" + kanji + `)(?:.|[\r
]))+`;
    exports.KANJI = new RegExp(kanji, "g");
    exports.BYTE_KANJI = new RegExp("[^A-Z0-9 $%*+\\-./:]+", "g");
    exports.BYTE = new RegExp(byte, "g");
    exports.NUMERIC = new RegExp(numeric, "g");
    exports.ALPHANUMERIC = new RegExp(alphanumeric, "g");
    var TEST_KANJI = new RegExp("^" + kanji + "$"), TEST_NUMERIC = new RegExp("^" + numeric + "$"), TEST_ALPHANUMERIC = new RegExp("^[A-Z0-9 $%*+\\-./:]+$");
    exports.testKanji = function(str) {
      return TEST_KANJI.test(str);
    };
    exports.testNumeric = function(str) {
      return TEST_NUMERIC.test(str);
    };
    exports.testAlphanumeric = function(str) {
      return TEST_ALPHANUMERIC.test(str);
    };
  }
});

// node_modules/qrcode/lib/core/mode.js
var require_mode = __commonJS({
  "node_modules/qrcode/lib/core/mode.js"(exports) {
    var VersionCheck = require_version_check(), Regex = require_regex();
    exports.NUMERIC = {
      id: "Numeric",
      bit: 1,
      ccBits: [10, 12, 14]
    };
    exports.ALPHANUMERIC = {
      id: "Alphanumeric",
      bit: 2,
      ccBits: [9, 11, 13]
    };
    exports.BYTE = {
      id: "Byte",
      bit: 4,
      ccBits: [8, 16, 16]
    };
    exports.KANJI = {
      id: "Kanji",
      bit: 8,
      ccBits: [8, 10, 12]
    };
    exports.MIXED = {
      bit: -1
    };
    exports.getCharCountIndicator = function(mode, version) {
      if (!mode.ccBits) throw new Error("Invalid mode: " + mode);
      if (!VersionCheck.isValid(version))
        throw new Error("Invalid version: " + version);
      return version >= 1 && version < 10 ? mode.ccBits[0] : version < 27 ? mode.ccBits[1] : mode.ccBits[2];
    };
    exports.getBestModeForData = function(dataStr) {
      return Regex.testNumeric(dataStr) ? exports.NUMERIC : Regex.testAlphanumeric(dataStr) ? exports.ALPHANUMERIC : Regex.testKanji(dataStr) ? exports.KANJI : exports.BYTE;
    };
    exports.toString = function(mode) {
      if (mode && mode.id) return mode.id;
      throw new Error("Invalid mode");
    };
    exports.isValid = function(mode) {
      return mode && mode.bit && mode.ccBits;
    };
    function fromString(string) {
      if (typeof string != "string")
        throw new Error("Param is not a string");
      switch (string.toLowerCase()) {
        case "numeric":
          return exports.NUMERIC;
        case "alphanumeric":
          return exports.ALPHANUMERIC;
        case "kanji":
          return exports.KANJI;
        case "byte":
          return exports.BYTE;
        default:
          throw new Error("Unknown mode: " + string);
      }
    }
    exports.from = function(value, defaultValue) {
      if (exports.isValid(value))
        return value;
      try {
        return fromString(value);
      } catch {
        return defaultValue;
      }
    };
  }
});

// node_modules/qrcode/lib/core/version.js
var require_version = __commonJS({
  "node_modules/qrcode/lib/core/version.js"(exports) {
    var Utils = require_utils(), ECCode = require_error_correction_code(), ECLevel = require_error_correction_level(), Mode = require_mode(), VersionCheck = require_version_check(), G18 = 7973, G18_BCH = Utils.getBCHDigit(G18);
    function getBestVersionForDataLength(mode, length, errorCorrectionLevel) {
      for (let currentVersion = 1; currentVersion <= 40; currentVersion++)
        if (length <= exports.getCapacity(currentVersion, errorCorrectionLevel, mode))
          return currentVersion;
    }
    function getReservedBitsCount(mode, version) {
      return Mode.getCharCountIndicator(mode, version) + 4;
    }
    function getTotalBitsFromDataArray(segments, version) {
      let totalBits = 0;
      return segments.forEach(function(data) {
        let reservedBits = getReservedBitsCount(data.mode, version);
        totalBits += reservedBits + data.getBitsLength();
      }), totalBits;
    }
    function getBestVersionForMixedData(segments, errorCorrectionLevel) {
      for (let currentVersion = 1; currentVersion <= 40; currentVersion++)
        if (getTotalBitsFromDataArray(segments, currentVersion) <= exports.getCapacity(currentVersion, errorCorrectionLevel, Mode.MIXED))
          return currentVersion;
    }
    exports.from = function(value, defaultValue) {
      return VersionCheck.isValid(value) ? parseInt(value, 10) : defaultValue;
    };
    exports.getCapacity = function(version, errorCorrectionLevel, mode) {
      if (!VersionCheck.isValid(version))
        throw new Error("Invalid QR Code version");
      typeof mode > "u" && (mode = Mode.BYTE);
      let totalCodewords = Utils.getSymbolTotalCodewords(version), ecTotalCodewords = ECCode.getTotalCodewordsCount(version, errorCorrectionLevel), dataTotalCodewordsBits = (totalCodewords - ecTotalCodewords) * 8;
      if (mode === Mode.MIXED) return dataTotalCodewordsBits;
      let usableBits = dataTotalCodewordsBits - getReservedBitsCount(mode, version);
      switch (mode) {
        case Mode.NUMERIC:
          return Math.floor(usableBits / 10 * 3);
        case Mode.ALPHANUMERIC:
          return Math.floor(usableBits / 11 * 2);
        case Mode.KANJI:
          return Math.floor(usableBits / 13);
        case Mode.BYTE:
        default:
          return Math.floor(usableBits / 8);
      }
    };
    exports.getBestVersionForData = function(data, errorCorrectionLevel) {
      let seg, ecl = ECLevel.from(errorCorrectionLevel, ECLevel.M);
      if (Array.isArray(data)) {
        if (data.length > 1)
          return getBestVersionForMixedData(data, ecl);
        if (data.length === 0)
          return 1;
        seg = data[0];
      } else
        seg = data;
      return getBestVersionForDataLength(seg.mode, seg.getLength(), ecl);
    };
    exports.getEncodedBits = function(version) {
      if (!VersionCheck.isValid(version) || version < 7)
        throw new Error("Invalid QR Code version");
      let d = version << 12;
      for (; Utils.getBCHDigit(d) - G18_BCH >= 0; )
        d ^= G18 << Utils.getBCHDigit(d) - G18_BCH;
      return version << 12 | d;
    };
  }
});

// node_modules/qrcode/lib/core/format-info.js
var require_format_info = __commonJS({
  "node_modules/qrcode/lib/core/format-info.js"(exports) {
    var Utils = require_utils(), G15 = 1335, G15_MASK = 21522, G15_BCH = Utils.getBCHDigit(G15);
    exports.getEncodedBits = function(errorCorrectionLevel, mask) {
      let data = errorCorrectionLevel.bit << 3 | mask, d = data << 10;
      for (; Utils.getBCHDigit(d) - G15_BCH >= 0; )
        d ^= G15 << Utils.getBCHDigit(d) - G15_BCH;
      return (data << 10 | d) ^ G15_MASK;
    };
  }
});

// node_modules/qrcode/lib/core/numeric-data.js
var require_numeric_data = __commonJS({
  "node_modules/qrcode/lib/core/numeric-data.js"(exports, module) {
    var Mode = require_mode();
    function NumericData(data) {
      this.mode = Mode.NUMERIC, this.data = data.toString();
    }
    NumericData.getBitsLength = function(length) {
      return 10 * Math.floor(length / 3) + (length % 3 ? length % 3 * 3 + 1 : 0);
    };
    NumericData.prototype.getLength = function() {
      return this.data.length;
    };
    NumericData.prototype.getBitsLength = function() {
      return NumericData.getBitsLength(this.data.length);
    };
    NumericData.prototype.write = function(bitBuffer) {
      let i, group, value;
      for (i = 0; i + 3 <= this.data.length; i += 3)
        group = this.data.substr(i, 3), value = parseInt(group, 10), bitBuffer.put(value, 10);
      let remainingNum = this.data.length - i;
      remainingNum > 0 && (group = this.data.substr(i), value = parseInt(group, 10), bitBuffer.put(value, remainingNum * 3 + 1));
    };
    module.exports = NumericData;
  }
});

// node_modules/qrcode/lib/core/alphanumeric-data.js
var require_alphanumeric_data = __commonJS({
  "node_modules/qrcode/lib/core/alphanumeric-data.js"(exports, module) {
    var Mode = require_mode(), ALPHA_NUM_CHARS = [
      "0",
      "1",
      "2",
      "3",
      "4",
      "5",
      "6",
      "7",
      "8",
      "9",
      "A",
      "B",
      "C",
      "D",
      "E",
      "F",
      "G",
      "H",
      "I",
      "J",
      "K",
      "L",
      "M",
      "N",
      "O",
      "P",
      "Q",
      "R",
      "S",
      "T",
      "U",
      "V",
      "W",
      "X",
      "Y",
      "Z",
      " ",
      "$",
      "%",
      "*",
      "+",
      "-",
      ".",
      "/",
      ":"
    ];
    function AlphanumericData(data) {
      this.mode = Mode.ALPHANUMERIC, this.data = data;
    }
    AlphanumericData.getBitsLength = function(length) {
      return 11 * Math.floor(length / 2) + 6 * (length % 2);
    };
    AlphanumericData.prototype.getLength = function() {
      return this.data.length;
    };
    AlphanumericData.prototype.getBitsLength = function() {
      return AlphanumericData.getBitsLength(this.data.length);
    };
    AlphanumericData.prototype.write = function(bitBuffer) {
      let i;
      for (i = 0; i + 2 <= this.data.length; i += 2) {
        let value = ALPHA_NUM_CHARS.indexOf(this.data[i]) * 45;
        value += ALPHA_NUM_CHARS.indexOf(this.data[i + 1]), bitBuffer.put(value, 11);
      }
      this.data.length % 2 && bitBuffer.put(ALPHA_NUM_CHARS.indexOf(this.data[i]), 6);
    };
    module.exports = AlphanumericData;
  }
});

// node_modules/qrcode/lib/core/byte-data.js
var require_byte_data = __commonJS({
  "node_modules/qrcode/lib/core/byte-data.js"(exports, module) {
    var Mode = require_mode();
    function ByteData(data) {
      this.mode = Mode.BYTE, typeof data == "string" ? this.data = new TextEncoder().encode(data) : this.data = new Uint8Array(data);
    }
    ByteData.getBitsLength = function(length) {
      return length * 8;
    };
    ByteData.prototype.getLength = function() {
      return this.data.length;
    };
    ByteData.prototype.getBitsLength = function() {
      return ByteData.getBitsLength(this.data.length);
    };
    ByteData.prototype.write = function(bitBuffer) {
      for (let i = 0, l = this.data.length; i < l; i++)
        bitBuffer.put(this.data[i], 8);
    };
    module.exports = ByteData;
  }
});

// node_modules/qrcode/lib/core/kanji-data.js
var require_kanji_data = __commonJS({
  "node_modules/qrcode/lib/core/kanji-data.js"(exports, module) {
    var Mode = require_mode(), Utils = require_utils();
    function KanjiData(data) {
      this.mode = Mode.KANJI, this.data = data;
    }
    KanjiData.getBitsLength = function(length) {
      return length * 13;
    };
    KanjiData.prototype.getLength = function() {
      return this.data.length;
    };
    KanjiData.prototype.getBitsLength = function() {
      return KanjiData.getBitsLength(this.data.length);
    };
    KanjiData.prototype.write = function(bitBuffer) {
      let i;
      for (i = 0; i < this.data.length; i++) {
        let value = Utils.toSJIS(this.data[i]);
        if (value >= 33088 && value <= 40956)
          value -= 33088;
        else if (value >= 57408 && value <= 60351)
          value -= 49472;
        else
          throw new Error(
            "Invalid SJIS character: " + this.data[i] + `
Make sure your charset is UTF-8`
          );
        value = (value >>> 8 & 255) * 192 + (value & 255), bitBuffer.put(value, 13);
      }
    };
    module.exports = KanjiData;
  }
});

// node_modules/dijkstrajs/dijkstra.js
var require_dijkstra = __commonJS({
  "node_modules/dijkstrajs/dijkstra.js"(exports, module) {
    "use strict";
    var dijkstra = {
      single_source_shortest_paths: function(graph, s, d) {
        var predecessors = {}, costs = {};
        costs[s] = 0;
        var open = dijkstra.PriorityQueue.make();
        open.push(s, 0);
        for (var closest, u, v, cost_of_s_to_u, adjacent_nodes, cost_of_e, cost_of_s_to_u_plus_cost_of_e, cost_of_s_to_v, first_visit; !open.empty(); ) {
          closest = open.pop(), u = closest.value, cost_of_s_to_u = closest.cost, adjacent_nodes = graph[u] || {};
          for (v in adjacent_nodes)
            adjacent_nodes.hasOwnProperty(v) && (cost_of_e = adjacent_nodes[v], cost_of_s_to_u_plus_cost_of_e = cost_of_s_to_u + cost_of_e, cost_of_s_to_v = costs[v], first_visit = typeof costs[v] > "u", (first_visit || cost_of_s_to_v > cost_of_s_to_u_plus_cost_of_e) && (costs[v] = cost_of_s_to_u_plus_cost_of_e, open.push(v, cost_of_s_to_u_plus_cost_of_e), predecessors[v] = u));
        }
        if (typeof d < "u" && typeof costs[d] > "u") {
          var msg = ["Could not find a path from ", s, " to ", d, "."].join("");
          throw new Error(msg);
        }
        return predecessors;
      },
      extract_shortest_path_from_predecessor_list: function(predecessors, d) {
        for (var nodes = [], u = d, predecessor; u; )
          nodes.push(u), predecessor = predecessors[u], u = predecessors[u];
        return nodes.reverse(), nodes;
      },
      find_path: function(graph, s, d) {
        var predecessors = dijkstra.single_source_shortest_paths(graph, s, d);
        return dijkstra.extract_shortest_path_from_predecessor_list(
          predecessors,
          d
        );
      },
      /**
       * A very naive priority queue implementation.
       */
      PriorityQueue: {
        make: function(opts) {
          var T = dijkstra.PriorityQueue, t = {}, key;
          opts = opts || {};
          for (key in T)
            T.hasOwnProperty(key) && (t[key] = T[key]);
          return t.queue = [], t.sorter = opts.sorter || T.default_sorter, t;
        },
        default_sorter: function(a, b) {
          return a.cost - b.cost;
        },
        /**
         * Add a new item to the queue and ensure the highest priority element
         * is at the front of the queue.
         */
        push: function(value, cost) {
          var item = { value, cost };
          this.queue.push(item), this.queue.sort(this.sorter);
        },
        /**
         * Return the highest priority element in the queue.
         */
        pop: function() {
          return this.queue.shift();
        },
        empty: function() {
          return this.queue.length === 0;
        }
      }
    };
    typeof module < "u" && (module.exports = dijkstra);
  }
});

// node_modules/qrcode/lib/core/segments.js
var require_segments = __commonJS({
  "node_modules/qrcode/lib/core/segments.js"(exports) {
    var Mode = require_mode(), NumericData = require_numeric_data(), AlphanumericData = require_alphanumeric_data(), ByteData = require_byte_data(), KanjiData = require_kanji_data(), Regex = require_regex(), Utils = require_utils(), dijkstra = require_dijkstra();
    function getStringByteLength(str) {
      return unescape(encodeURIComponent(str)).length;
    }
    function getSegments(regex, mode, str) {
      let segments = [], result;
      for (; (result = regex.exec(str)) !== null; )
        segments.push({
          data: result[0],
          index: result.index,
          mode,
          length: result[0].length
        });
      return segments;
    }
    function getSegmentsFromString(dataStr) {
      let numSegs = getSegments(Regex.NUMERIC, Mode.NUMERIC, dataStr), alphaNumSegs = getSegments(Regex.ALPHANUMERIC, Mode.ALPHANUMERIC, dataStr), byteSegs, kanjiSegs;
      return Utils.isKanjiModeEnabled() ? (byteSegs = getSegments(Regex.BYTE, Mode.BYTE, dataStr), kanjiSegs = getSegments(Regex.KANJI, Mode.KANJI, dataStr)) : (byteSegs = getSegments(Regex.BYTE_KANJI, Mode.BYTE, dataStr), kanjiSegs = []), numSegs.concat(alphaNumSegs, byteSegs, kanjiSegs).sort(function(s1, s2) {
        return s1.index - s2.index;
      }).map(function(obj) {
        return {
          data: obj.data,
          mode: obj.mode,
          length: obj.length
        };
      });
    }
    function getSegmentBitsLength(length, mode) {
      switch (mode) {
        case Mode.NUMERIC:
          return NumericData.getBitsLength(length);
        case Mode.ALPHANUMERIC:
          return AlphanumericData.getBitsLength(length);
        case Mode.KANJI:
          return KanjiData.getBitsLength(length);
        case Mode.BYTE:
          return ByteData.getBitsLength(length);
      }
    }
    function mergeSegments(segs) {
      return segs.reduce(function(acc, curr) {
        let prevSeg = acc.length - 1 >= 0 ? acc[acc.length - 1] : null;
        return prevSeg && prevSeg.mode === curr.mode ? (acc[acc.length - 1].data += curr.data, acc) : (acc.push(curr), acc);
      }, []);
    }
    function buildNodes(segs) {
      let nodes = [];
      for (let i = 0; i < segs.length; i++) {
        let seg = segs[i];
        switch (seg.mode) {
          case Mode.NUMERIC:
            nodes.push([
              seg,
              { data: seg.data, mode: Mode.ALPHANUMERIC, length: seg.length },
              { data: seg.data, mode: Mode.BYTE, length: seg.length }
            ]);
            break;
          case Mode.ALPHANUMERIC:
            nodes.push([
              seg,
              { data: seg.data, mode: Mode.BYTE, length: seg.length }
            ]);
            break;
          case Mode.KANJI:
            nodes.push([
              seg,
              { data: seg.data, mode: Mode.BYTE, length: getStringByteLength(seg.data) }
            ]);
            break;
          case Mode.BYTE:
            nodes.push([
              { data: seg.data, mode: Mode.BYTE, length: getStringByteLength(seg.data) }
            ]);
        }
      }
      return nodes;
    }
    function buildGraph(nodes, version) {
      let table = {}, graph = { start: {} }, prevNodeIds = ["start"];
      for (let i = 0; i < nodes.length; i++) {
        let nodeGroup = nodes[i], currentNodeIds = [];
        for (let j = 0; j < nodeGroup.length; j++) {
          let node = nodeGroup[j], key = "" + i + j;
          currentNodeIds.push(key), table[key] = { node, lastCount: 0 }, graph[key] = {};
          for (let n = 0; n < prevNodeIds.length; n++) {
            let prevNodeId = prevNodeIds[n];
            table[prevNodeId] && table[prevNodeId].node.mode === node.mode ? (graph[prevNodeId][key] = getSegmentBitsLength(table[prevNodeId].lastCount + node.length, node.mode) - getSegmentBitsLength(table[prevNodeId].lastCount, node.mode), table[prevNodeId].lastCount += node.length) : (table[prevNodeId] && (table[prevNodeId].lastCount = node.length), graph[prevNodeId][key] = getSegmentBitsLength(node.length, node.mode) + 4 + Mode.getCharCountIndicator(node.mode, version));
          }
        }
        prevNodeIds = currentNodeIds;
      }
      for (let n = 0; n < prevNodeIds.length; n++)
        graph[prevNodeIds[n]].end = 0;
      return { map: graph, table };
    }
    function buildSingleSegment(data, modesHint) {
      let mode, bestMode = Mode.getBestModeForData(data);
      if (mode = Mode.from(modesHint, bestMode), mode !== Mode.BYTE && mode.bit < bestMode.bit)
        throw new Error('"' + data + '" cannot be encoded with mode ' + Mode.toString(mode) + `.
 Suggested mode is: ` + Mode.toString(bestMode));
      switch (mode === Mode.KANJI && !Utils.isKanjiModeEnabled() && (mode = Mode.BYTE), mode) {
        case Mode.NUMERIC:
          return new NumericData(data);
        case Mode.ALPHANUMERIC:
          return new AlphanumericData(data);
        case Mode.KANJI:
          return new KanjiData(data);
        case Mode.BYTE:
          return new ByteData(data);
      }
    }
    exports.fromArray = function(array) {
      return array.reduce(function(acc, seg) {
        return typeof seg == "string" ? acc.push(buildSingleSegment(seg, null)) : seg.data && acc.push(buildSingleSegment(seg.data, seg.mode)), acc;
      }, []);
    };
    exports.fromString = function(data, version) {
      let segs = getSegmentsFromString(data, Utils.isKanjiModeEnabled()), nodes = buildNodes(segs), graph = buildGraph(nodes, version), path = dijkstra.find_path(graph.map, "start", "end"), optimizedSegs = [];
      for (let i = 1; i < path.length - 1; i++)
        optimizedSegs.push(graph.table[path[i]].node);
      return exports.fromArray(mergeSegments(optimizedSegs));
    };
    exports.rawSplit = function(data) {
      return exports.fromArray(
        getSegmentsFromString(data, Utils.isKanjiModeEnabled())
      );
    };
  }
});

// node_modules/qrcode/lib/core/qrcode.js
var require_qrcode = __commonJS({
  "node_modules/qrcode/lib/core/qrcode.js"(exports) {
    var Utils = require_utils(), ECLevel = require_error_correction_level(), BitBuffer = require_bit_buffer(), BitMatrix = require_bit_matrix(), AlignmentPattern = require_alignment_pattern(), FinderPattern = require_finder_pattern(), MaskPattern = require_mask_pattern(), ECCode = require_error_correction_code(), ReedSolomonEncoder = require_reed_solomon_encoder(), Version = require_version(), FormatInfo = require_format_info(), Mode = require_mode(), Segments = require_segments();
    function setupFinderPattern(matrix, version) {
      let size = matrix.size, pos = FinderPattern.getPositions(version);
      for (let i = 0; i < pos.length; i++) {
        let row = pos[i][0], col = pos[i][1];
        for (let r = -1; r <= 7; r++)
          if (!(row + r <= -1 || size <= row + r))
            for (let c = -1; c <= 7; c++)
              col + c <= -1 || size <= col + c || (r >= 0 && r <= 6 && (c === 0 || c === 6) || c >= 0 && c <= 6 && (r === 0 || r === 6) || r >= 2 && r <= 4 && c >= 2 && c <= 4 ? matrix.set(row + r, col + c, !0, !0) : matrix.set(row + r, col + c, !1, !0));
      }
    }
    function setupTimingPattern(matrix) {
      let size = matrix.size;
      for (let r = 8; r < size - 8; r++) {
        let value = r % 2 === 0;
        matrix.set(r, 6, value, !0), matrix.set(6, r, value, !0);
      }
    }
    function setupAlignmentPattern(matrix, version) {
      let pos = AlignmentPattern.getPositions(version);
      for (let i = 0; i < pos.length; i++) {
        let row = pos[i][0], col = pos[i][1];
        for (let r = -2; r <= 2; r++)
          for (let c = -2; c <= 2; c++)
            r === -2 || r === 2 || c === -2 || c === 2 || r === 0 && c === 0 ? matrix.set(row + r, col + c, !0, !0) : matrix.set(row + r, col + c, !1, !0);
      }
    }
    function setupVersionInfo(matrix, version) {
      let size = matrix.size, bits = Version.getEncodedBits(version), row, col, mod;
      for (let i = 0; i < 18; i++)
        row = Math.floor(i / 3), col = i % 3 + size - 8 - 3, mod = (bits >> i & 1) === 1, matrix.set(row, col, mod, !0), matrix.set(col, row, mod, !0);
    }
    function setupFormatInfo(matrix, errorCorrectionLevel, maskPattern) {
      let size = matrix.size, bits = FormatInfo.getEncodedBits(errorCorrectionLevel, maskPattern), i, mod;
      for (i = 0; i < 15; i++)
        mod = (bits >> i & 1) === 1, i < 6 ? matrix.set(i, 8, mod, !0) : i < 8 ? matrix.set(i + 1, 8, mod, !0) : matrix.set(size - 15 + i, 8, mod, !0), i < 8 ? matrix.set(8, size - i - 1, mod, !0) : i < 9 ? matrix.set(8, 15 - i - 1 + 1, mod, !0) : matrix.set(8, 15 - i - 1, mod, !0);
      matrix.set(size - 8, 8, 1, !0);
    }
    function setupData(matrix, data) {
      let size = matrix.size, inc = -1, row = size - 1, bitIndex = 7, byteIndex = 0;
      for (let col = size - 1; col > 0; col -= 2)
        for (col === 6 && col--; ; ) {
          for (let c = 0; c < 2; c++)
            if (!matrix.isReserved(row, col - c)) {
              let dark = !1;
              byteIndex < data.length && (dark = (data[byteIndex] >>> bitIndex & 1) === 1), matrix.set(row, col - c, dark), bitIndex--, bitIndex === -1 && (byteIndex++, bitIndex = 7);
            }
          if (row += inc, row < 0 || size <= row) {
            row -= inc, inc = -inc;
            break;
          }
        }
    }
    function createData(version, errorCorrectionLevel, segments) {
      let buffer = new BitBuffer();
      segments.forEach(function(data) {
        buffer.put(data.mode.bit, 4), buffer.put(data.getLength(), Mode.getCharCountIndicator(data.mode, version)), data.write(buffer);
      });
      let totalCodewords = Utils.getSymbolTotalCodewords(version), ecTotalCodewords = ECCode.getTotalCodewordsCount(version, errorCorrectionLevel), dataTotalCodewordsBits = (totalCodewords - ecTotalCodewords) * 8;
      for (buffer.getLengthInBits() + 4 <= dataTotalCodewordsBits && buffer.put(0, 4); buffer.getLengthInBits() % 8 !== 0; )
        buffer.putBit(0);
      let remainingByte = (dataTotalCodewordsBits - buffer.getLengthInBits()) / 8;
      for (let i = 0; i < remainingByte; i++)
        buffer.put(i % 2 ? 17 : 236, 8);
      return createCodewords(buffer, version, errorCorrectionLevel);
    }
    function createCodewords(bitBuffer, version, errorCorrectionLevel) {
      let totalCodewords = Utils.getSymbolTotalCodewords(version), ecTotalCodewords = ECCode.getTotalCodewordsCount(version, errorCorrectionLevel), dataTotalCodewords = totalCodewords - ecTotalCodewords, ecTotalBlocks = ECCode.getBlocksCount(version, errorCorrectionLevel), blocksInGroup2 = totalCodewords % ecTotalBlocks, blocksInGroup1 = ecTotalBlocks - blocksInGroup2, totalCodewordsInGroup1 = Math.floor(totalCodewords / ecTotalBlocks), dataCodewordsInGroup1 = Math.floor(dataTotalCodewords / ecTotalBlocks), dataCodewordsInGroup2 = dataCodewordsInGroup1 + 1, ecCount = totalCodewordsInGroup1 - dataCodewordsInGroup1, rs = new ReedSolomonEncoder(ecCount), offset = 0, dcData = new Array(ecTotalBlocks), ecData = new Array(ecTotalBlocks), maxDataSize = 0, buffer = new Uint8Array(bitBuffer.buffer);
      for (let b = 0; b < ecTotalBlocks; b++) {
        let dataSize = b < blocksInGroup1 ? dataCodewordsInGroup1 : dataCodewordsInGroup2;
        dcData[b] = buffer.slice(offset, offset + dataSize), ecData[b] = rs.encode(dcData[b]), offset += dataSize, maxDataSize = Math.max(maxDataSize, dataSize);
      }
      let data = new Uint8Array(totalCodewords), index = 0, i, r;
      for (i = 0; i < maxDataSize; i++)
        for (r = 0; r < ecTotalBlocks; r++)
          i < dcData[r].length && (data[index++] = dcData[r][i]);
      for (i = 0; i < ecCount; i++)
        for (r = 0; r < ecTotalBlocks; r++)
          data[index++] = ecData[r][i];
      return data;
    }
    function createSymbol(data, version, errorCorrectionLevel, maskPattern) {
      let segments;
      if (Array.isArray(data))
        segments = Segments.fromArray(data);
      else if (typeof data == "string") {
        let estimatedVersion = version;
        if (!estimatedVersion) {
          let rawSegments = Segments.rawSplit(data);
          estimatedVersion = Version.getBestVersionForData(rawSegments, errorCorrectionLevel);
        }
        segments = Segments.fromString(data, estimatedVersion || 40);
      } else
        throw new Error("Invalid data");
      let bestVersion = Version.getBestVersionForData(segments, errorCorrectionLevel);
      if (!bestVersion)
        throw new Error("The amount of data is too big to be stored in a QR Code");
      if (!version)
        version = bestVersion;
      else if (version < bestVersion)
        throw new Error(
          `
The chosen QR Code version cannot contain this amount of data.
Minimum version required to store current data is: ` + bestVersion + `.
`
        );
      let dataBits = createData(version, errorCorrectionLevel, segments), moduleCount = Utils.getSymbolSize(version), modules = new BitMatrix(moduleCount);
      return setupFinderPattern(modules, version), setupTimingPattern(modules), setupAlignmentPattern(modules, version), setupFormatInfo(modules, errorCorrectionLevel, 0), version >= 7 && setupVersionInfo(modules, version), setupData(modules, dataBits), isNaN(maskPattern) && (maskPattern = MaskPattern.getBestMask(
        modules,
        setupFormatInfo.bind(null, modules, errorCorrectionLevel)
      )), MaskPattern.applyMask(maskPattern, modules), setupFormatInfo(modules, errorCorrectionLevel, maskPattern), {
        modules,
        version,
        errorCorrectionLevel,
        maskPattern,
        segments
      };
    }
    exports.create = function(data, options) {
      if (typeof data > "u" || data === "")
        throw new Error("No input text");
      let errorCorrectionLevel = ECLevel.M, version, mask;
      return typeof options < "u" && (errorCorrectionLevel = ECLevel.from(options.errorCorrectionLevel, ECLevel.M), version = Version.from(options.version), mask = MaskPattern.from(options.maskPattern), options.toSJISFunc && Utils.setToSJISFunction(options.toSJISFunc)), createSymbol(data, version, errorCorrectionLevel, mask);
    };
  }
});

// src/report/paper/paper-page.ts
import { createHash } from "node:crypto";

// src/report/paper/paper-style.ts
var PAPER_STYLE = `
*{box-sizing:border-box}
:root{color-scheme:light}
body{margin:0;background:#e9ebee;color:#000;font:10pt/1.4 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",Arial,sans-serif}
code{font-family:"DejaVu Sans Mono","Liberation Mono",Consolas,Menlo,ui-monospace,monospace;font-variant-ligatures:none}
p{margin:0}
.screen{max-width:210mm;margin:8mm auto 4mm;padding:3mm 5mm;border-left:1.5mm solid #b42318;border-radius:1mm;background:#fdecea;font-size:11pt}
main{max-width:210mm;margin:0 auto 10mm;padding:14mm;background:#fff;box-shadow:0 1px 6px #0003}
header{padding-bottom:4mm;border-bottom:.6mm solid #000}
.kind{font-size:8.5pt;letter-spacing:.08em;text-transform:uppercase}
h1{margin:.5mm 0 1.5mm;font-size:19pt;font-weight:400;line-height:1.2;overflow-wrap:anywhere}
h1 b{font-weight:700}
h1.small{font-size:13pt}
h2{margin:0 0 1.5mm;font-size:10.5pt}
dl{display:grid;grid-template-columns:max-content max-content 1fr;gap:2.5mm 12mm;margin:4mm 0 0}
dl>div:last-child{grid-column:1/-1}
dt{font-size:8pt}
dd{margin:0;font-size:10.5pt;font-weight:600}
dd code{font-size:9.2pt;font-weight:400}
.key{display:grid;grid-template-columns:max-content 1fr;gap:6mm;align-items:center;margin:5mm .3mm;padding:2mm;border:.35mm solid #000;border-radius:1.5mm}
figure{margin:0}
.qr{display:block;width:64mm;height:64mm}
figcaption{text-align:center;font-size:8.5pt}
ol{margin:0;padding:0;list-style:none;counter-reset:line group}
ol li{display:flex;gap:4.2mm;align-items:baseline;counter-increment:line;break-inside:avoid}
ol li::before{content:counter(line) ".";width:7mm;text-align:right;font-size:8.5pt}
.group{position:relative;padding-top:3.6mm;counter-increment:group;font-size:15.5pt;line-height:1.25;letter-spacing:.06em;white-space:nowrap}
.group::before{content:counter(group);position:absolute;top:.6mm;left:0;font-size:6.5pt;line-height:1;letter-spacing:0}
.text li+li{margin-top:1.6mm}
.belongs{display:none;margin-bottom:2.5mm;font-size:9pt}
.long .belongs{display:block}
.long .key{display:block;padding:4mm}
.long .codes{display:flex;flex-wrap:wrap;gap:3mm;justify-content:space-around}
.long .qr{width:54mm;height:54mm}
.long .text{margin-top:6mm}
.long .text li+li{margin-top:.8mm}
.long ol{columns:2;column-gap:8mm}
.long ol li{gap:2.6mm}
.long .group{padding-top:2.6mm;font-size:12pt}
.long .group::before{top:.1mm}
.how{margin-top:4mm;break-inside:avoid}
.how ul{margin:0;padding-left:4.5mm}
.how li{margin-top:1mm}
.how p code{font-size:8.6pt}
.command{display:block;margin:.6mm 0;font-size:9.2pt}
.checks{width:100%;margin-top:4.5mm;border-collapse:collapse;break-inside:avoid}
.checks th{padding:0 2mm 1mm 0;border-bottom:.25mm solid #000;text-align:left;font-size:8pt;font-weight:400}
.checks td{height:7mm;border-bottom:.25mm solid #777}
.checks th:first-child{width:32mm}
.checks th:last-child{width:45mm}
@page{margin:14mm}
@media print{
body{background:#fff}
.screen{display:none}
main{max-width:none;margin:0;padding:0;box-shadow:none}
.long .key{border:0;padding:0}
.long .text{break-before:page;margin-top:0}
}
@media screen and (max-width:50rem){main{padding:5mm}.key{display:block}dl{grid-template-columns:1fr}ol{overflow-x:auto}}
`;

// src/report/paper/qr-svg.ts
var import_qrcode = __toESM(require_qrcode(), 1), QUIET = 4;
function qrSvg(text) {
  let { modules } = (0, import_qrcode.create)([{ mode: "alphanumeric", data: text }], { errorCorrectionLevel: "Q" }), { size } = modules, rows = Array.from({ length: size }, (_, y) => rowPath(modules.data.subarray(y * size, (y + 1) * size), y)), whole = size + 2 * QUIET;
  return `<svg class="qr" viewBox="${-QUIET} ${-QUIET} ${whole} ${whole}" shape-rendering="crispEdges" role="img" aria-label="QR code"><path d="${rows.join("")}"/></svg>`;
}
function rowPath(row, y) {
  let path = "";
  for (let x = 0; x < row.length; x++) {
    if (!row[x]) continue;
    let from = x;
    for (; row[x + 1]; ) x++;
    let width = x + 1 - from;
    path += `M${from} ${y}h${width}v1h-${width}z`;
  }
  return path;
}

// src/report/paper/paper-page.ts
function renderPaperPage(page) {
  let codes = scanTexts(page.groups), long = codes.length > 1;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<link rel="icon" href="data:,">
<title>${capital(page.role)} key of ${escapeHtml(page.factory)}</title>
<style>${PAPER_STYLE}</style>
</head>
<body>
<p class="screen"><strong>This file is the key.</strong> Print it on a printer that keeps no copy, check the paper with <code>factory-tuf keys backup --verify -</code>, then delete the file and empty the bin.</p>
<main${long ? ' class="long"' : ""}>
<header>
<p class="kind">Private key on paper</p>
<h1${page.factory.length > LONG_NAME ? ' class="small"' : ""}>${capital(page.role)} key of the Factory <b>${escapeHtml(page.factory)}</b></h1>
<p>${POWER[page.role]} Keep it in a safe.</p>
</header>
${facts(page)}
<div class="key">
${codesSection(codes)}
${long ? "" : textSection(page)}
</div>
${restoring(page, codes.length)}
${withoutProgram(page)}
${CHECKS}
${long ? textSection(page) : ""}
</main>
</body>
</html>
`;
}
var POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash("sha256").update(PAPER_STYLE).digest("base64")}'`,
  "img-src data:",
  "base-uri 'none'",
  "form-action 'none'"
].join("; "), LONG_NAME = 20, POWER = {
  root: "Whoever reads this page can decide which keys every device of the Factory trusts.",
  targets: "Whoever reads this page can sign releases for every device of the Factory."
};
function facts({ role, type, bits, keyid, rootVersion, date }) {
  return `<dl>${[
    ["Role", role],
    ["Key type", type === "RSA" ? `RSA, ${bits} bits` : type],
    ["Printed", `${date}, at root version ${rootVersion}`],
    ["Key id", `<code>${(keyid.match(/.{8}/g) ?? []).join(" ")}</code>`]
  ].map(([label, value]) => `<div><dt>${label}</dt><dd>${value}</dd></div>`).join("")}</dl>`;
}
function codesSection(codes) {
  return `<section class="codes" aria-label="To scan">${codes.map((code, at) => {
    let caption = codes.length > 1 ? `<figcaption>Code ${at + 1} of ${codes.length}</figcaption>` : "";
    return `<figure>${qrSvg(code)}${caption}</figure>`;
  }).join("")}</section>`;
}
function textSection({ groups, keyid }) {
  let lines = linesOf(groups).map((line) => `<li>${line.map(markedGroup).join(" ")}</li>`);
  return `<section class="text" aria-label="To type">${`<p class="belongs">Text of the key <code>${keyid}</code></p>`}<ol>
${lines.join(`
`)}
</ol></section>`;
}
function restoring({ role }, codes) {
  let scanned = codes > 1 ? "what the codes say, in any order," : "what the code says", archive = `${role}.keys.tgz`;
  return `<section class="how"><h2>To make an archive of it again</h2>
<ul>
<li><strong>By scanner,</strong> never with a phone: save ${scanned} as a text file, then
<code class="command">factory-tuf keys restore scanned.txt --keys ${archive}</code></li>
<li><strong>By hand:</strong> you type the lines one by one, and if you mistype, it tells you which group is wrong
<code class="command">factory-tuf keys restore - --keys ${archive}</code></li>
<li><strong>To check this page</strong> without making anything
<code class="command">factory-tuf keys backup --verify -</code></li>
</ul></section>`;
}
var CONTENT = {
  Ed25519: "the first 32 bytes are the private key (the seed of RFC 8032); 5 more bytes check the whole. The public key follows from the seed.",
  RSA: "4 bytes are the public exponent, then come the two primes, of equal length, the greatest byte first; 5 more bytes check the whole."
};
function withoutProgram({ type }) {
  return `<section class="how"><h2>Without this program</h2>
<p>The fifth character of each group only checks it; leave it out. Leave out the first group. The other characters stand for
0 to 31, in the order <code>${ALPHABET}</code>, five bits each, the highest bit first: ${CONTENT[type]} Case does not matter; 0,
1, I and O never occur. All of it stands in docs/paper-backup.md of factory-tuf.</p></section>`;
}
var CHECKS = `<table class="checks"><thead><tr><th>Date</th><th>Laid down, or checked against the Factory, by</th><th>Seal</th></tr></thead><tbody>${"<tr><td></td><td></td><td></td></tr>".repeat(3)}</tbody></table>`;
export {
  renderPaperPage
};
