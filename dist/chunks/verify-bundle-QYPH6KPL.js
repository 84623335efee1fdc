import {
  require_dist,
  require_dist2
} from "./chunk-O7B3RDFX.js";
import {
  array,
  isOf,
  literal,
  looseObject,
  maxLength,
  optional,
  parseJson,
  pipe,
  string,
  unknown,
  utf8
} from "./chunk-VNGMR44M.js";
import "./chunk-2T4BEXM7.js";
import {
  __commonJS,
  __toESM
} from "./chunk-73X3T6A5.js";

// node_modules/@sigstore/bundle/dist/bundle.js
var require_bundle = __commonJS({
  "node_modules/@sigstore/bundle/dist/bundle.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: !0 });
    exports.BUNDLE_V03_MEDIA_TYPE = exports.BUNDLE_V03_LEGACY_MEDIA_TYPE = exports.BUNDLE_V02_MEDIA_TYPE = exports.BUNDLE_V01_MEDIA_TYPE = void 0;
    exports.isBundleWithCertificateChain = isBundleWithCertificateChain;
    exports.isBundleWithPublicKey = isBundleWithPublicKey;
    exports.isBundleWithMessageSignature = isBundleWithMessageSignature;
    exports.isBundleWithDsseEnvelope = isBundleWithDsseEnvelope;
    exports.BUNDLE_V01_MEDIA_TYPE = "application/vnd.dev.sigstore.bundle+json;version=0.1";
    exports.BUNDLE_V02_MEDIA_TYPE = "application/vnd.dev.sigstore.bundle+json;version=0.2";
    exports.BUNDLE_V03_LEGACY_MEDIA_TYPE = "application/vnd.dev.sigstore.bundle+json;version=0.3";
    exports.BUNDLE_V03_MEDIA_TYPE = "application/vnd.dev.sigstore.bundle.v0.3+json";
    function isBundleWithCertificateChain(b) {
      return b.verificationMaterial.content.$case === "x509CertificateChain";
    }
    function isBundleWithPublicKey(b) {
      return b.verificationMaterial.content.$case === "publicKey";
    }
    function isBundleWithMessageSignature(b) {
      return b.content.$case === "messageSignature";
    }
    function isBundleWithDsseEnvelope(b) {
      return b.content.$case === "dsseEnvelope";
    }
  }
});

// node_modules/@sigstore/bundle/dist/build.js
var require_build = __commonJS({
  "node_modules/@sigstore/bundle/dist/build.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: !0 });
    exports.toMessageSignatureBundle = toMessageSignatureBundle;
    exports.toDSSEBundle = toDSSEBundle;
    var protobuf_specs_1 = require_dist(), bundle_1 = require_bundle();
    function toMessageSignatureBundle(options) {
      return {
        mediaType: options.certificateChain ? bundle_1.BUNDLE_V02_MEDIA_TYPE : bundle_1.BUNDLE_V03_MEDIA_TYPE,
        content: {
          $case: "messageSignature",
          messageSignature: {
            messageDigest: {
              algorithm: protobuf_specs_1.HashAlgorithm.SHA2_256,
              digest: options.digest
            },
            signature: options.signature
          }
        },
        verificationMaterial: toVerificationMaterial(options)
      };
    }
    function toDSSEBundle(options) {
      return {
        mediaType: options.certificateChain ? bundle_1.BUNDLE_V02_MEDIA_TYPE : bundle_1.BUNDLE_V03_MEDIA_TYPE,
        content: {
          $case: "dsseEnvelope",
          dsseEnvelope: toEnvelope(options)
        },
        verificationMaterial: toVerificationMaterial(options)
      };
    }
    function toEnvelope(options) {
      return {
        payloadType: options.artifactType,
        payload: options.artifact,
        signatures: [toSignature(options)]
      };
    }
    function toSignature(options) {
      return {
        keyid: options.keyHint || "",
        sig: options.signature
      };
    }
    function toVerificationMaterial(options) {
      return {
        content: toKeyContent(options),
        tlogEntries: [],
        timestampVerificationData: { rfc3161Timestamps: [] }
      };
    }
    function toKeyContent(options) {
      return options.certificate ? options.certificateChain ? {
        $case: "x509CertificateChain",
        x509CertificateChain: {
          certificates: [{ rawBytes: options.certificate }]
        }
      } : {
        $case: "certificate",
        certificate: { rawBytes: options.certificate }
      } : {
        $case: "publicKey",
        publicKey: {
          hint: options.keyHint || ""
        }
      };
    }
  }
});

// node_modules/@sigstore/bundle/dist/error.js
var require_error = __commonJS({
  "node_modules/@sigstore/bundle/dist/error.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: !0 });
    exports.ValidationError = void 0;
    var ValidationError = class extends Error {
      fields;
      constructor(message, fields) {
        super(message), this.fields = fields;
      }
    };
    exports.ValidationError = ValidationError;
  }
});

// node_modules/@sigstore/bundle/dist/validate.js
var require_validate = __commonJS({
  "node_modules/@sigstore/bundle/dist/validate.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: !0 });
    exports.assertBundle = assertBundle;
    exports.assertBundleV01 = assertBundleV01;
    exports.isBundleV01 = isBundleV01;
    exports.assertBundleV02 = assertBundleV02;
    exports.assertBundleLatest = assertBundleLatest;
    var error_1 = require_error();
    function assertBundle(b) {
      let invalidValues = validateBundleBase(b);
      if (invalidValues.length > 0)
        throw new error_1.ValidationError("invalid bundle", invalidValues);
    }
    function assertBundleV01(b) {
      let invalidValues = [];
      if (invalidValues.push(...validateBundleBase(b)), invalidValues.push(...validateInclusionPromise(b)), invalidValues.length > 0)
        throw new error_1.ValidationError("invalid v0.1 bundle", invalidValues);
    }
    function isBundleV01(b) {
      try {
        return assertBundleV01(b), !0;
      } catch {
        return !1;
      }
    }
    function assertBundleV02(b) {
      let invalidValues = [];
      if (invalidValues.push(...validateBundleBase(b)), invalidValues.push(...validateInclusionProof(b)), invalidValues.length > 0)
        throw new error_1.ValidationError("invalid v0.2 bundle", invalidValues);
    }
    function assertBundleLatest(b) {
      let invalidValues = [];
      if (invalidValues.push(...validateBundleBase(b)), invalidValues.push(...validateInclusionProof(b)), invalidValues.push(...validateNoCertificateChain(b)), invalidValues.length > 0)
        throw new error_1.ValidationError("invalid bundle", invalidValues);
    }
    function validateBundleBase(b) {
      let invalidValues = [];
      if ((b.mediaType === void 0 || !b.mediaType.match(/^application\/vnd\.dev\.sigstore\.bundle\+json;version=\d\.\d/) && !b.mediaType.match(/^application\/vnd\.dev\.sigstore\.bundle\.v\d\.\d\+json/)) && invalidValues.push("mediaType"), b.content === void 0)
        invalidValues.push("content");
      else
        switch (b.content.$case) {
          case "messageSignature":
            b.content.messageSignature.messageDigest === void 0 ? invalidValues.push("content.messageSignature.messageDigest") : b.content.messageSignature.messageDigest.digest.length === 0 && invalidValues.push("content.messageSignature.messageDigest.digest"), b.content.messageSignature.signature.length === 0 && invalidValues.push("content.messageSignature.signature");
            break;
          case "dsseEnvelope":
            b.content.dsseEnvelope.payload.length === 0 && invalidValues.push("content.dsseEnvelope.payload"), b.content.dsseEnvelope.signatures.length !== 1 ? invalidValues.push("content.dsseEnvelope.signatures") : b.content.dsseEnvelope.signatures[0].sig.length === 0 && invalidValues.push("content.dsseEnvelope.signatures[0].sig");
            break;
        }
      if (b.verificationMaterial === void 0)
        invalidValues.push("verificationMaterial");
      else {
        if (b.verificationMaterial.content === void 0)
          invalidValues.push("verificationMaterial.content");
        else
          switch (b.verificationMaterial.content.$case) {
            case "x509CertificateChain":
              b.verificationMaterial.content.x509CertificateChain.certificates.length === 0 && invalidValues.push("verificationMaterial.content.x509CertificateChain.certificates"), b.verificationMaterial.content.x509CertificateChain.certificates.forEach((cert, i) => {
                cert.rawBytes.length === 0 && invalidValues.push(`verificationMaterial.content.x509CertificateChain.certificates[${i}].rawBytes`);
              });
              break;
            case "certificate":
              b.verificationMaterial.content.certificate.rawBytes.length === 0 && invalidValues.push("verificationMaterial.content.certificate.rawBytes");
              break;
          }
        b.verificationMaterial.tlogEntries === void 0 ? invalidValues.push("verificationMaterial.tlogEntries") : b.verificationMaterial.tlogEntries.length > 0 && b.verificationMaterial.tlogEntries.forEach((entry, i) => {
          entry.logId === void 0 && invalidValues.push(`verificationMaterial.tlogEntries[${i}].logId`), entry.kindVersion === void 0 && invalidValues.push(`verificationMaterial.tlogEntries[${i}].kindVersion`);
        });
      }
      return invalidValues;
    }
    function validateInclusionPromise(b) {
      let invalidValues = [];
      return b.verificationMaterial && b.verificationMaterial.tlogEntries?.length > 0 && b.verificationMaterial.tlogEntries.forEach((entry, i) => {
        entry.inclusionPromise === void 0 && invalidValues.push(`verificationMaterial.tlogEntries[${i}].inclusionPromise`);
      }), invalidValues;
    }
    function validateInclusionProof(b) {
      let invalidValues = [];
      return b.verificationMaterial && b.verificationMaterial.tlogEntries?.length > 0 && b.verificationMaterial.tlogEntries.forEach((entry, i) => {
        entry.inclusionProof === void 0 ? invalidValues.push(`verificationMaterial.tlogEntries[${i}].inclusionProof`) : entry.inclusionProof.checkpoint === void 0 && invalidValues.push(`verificationMaterial.tlogEntries[${i}].inclusionProof.checkpoint`);
      }), invalidValues;
    }
    function validateNoCertificateChain(b) {
      let invalidValues = [];
      return b.verificationMaterial?.content?.$case === "x509CertificateChain" && invalidValues.push("verificationMaterial.content.$case"), invalidValues;
    }
  }
});

// node_modules/@sigstore/bundle/dist/serialized.js
var require_serialized = __commonJS({
  "node_modules/@sigstore/bundle/dist/serialized.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: !0 });
    exports.envelopeToJSON = exports.envelopeFromJSON = exports.bundleToJSON = exports.bundleFromJSON = void 0;
    var protobuf_specs_1 = require_dist(), bundle_1 = require_bundle(), validate_1 = require_validate(), bundleFromJSON2 = (obj) => {
      let bundle = protobuf_specs_1.Bundle.fromJSON(obj);
      switch (bundle.mediaType) {
        case bundle_1.BUNDLE_V01_MEDIA_TYPE:
          (0, validate_1.assertBundleV01)(bundle);
          break;
        case bundle_1.BUNDLE_V02_MEDIA_TYPE:
          (0, validate_1.assertBundleV02)(bundle);
          break;
        default:
          (0, validate_1.assertBundleLatest)(bundle);
          break;
      }
      return bundle;
    };
    exports.bundleFromJSON = bundleFromJSON2;
    var bundleToJSON = (bundle) => protobuf_specs_1.Bundle.toJSON(bundle);
    exports.bundleToJSON = bundleToJSON;
    var envelopeFromJSON = (obj) => protobuf_specs_1.Envelope.fromJSON(obj);
    exports.envelopeFromJSON = envelopeFromJSON;
    var envelopeToJSON = (envelope) => protobuf_specs_1.Envelope.toJSON(envelope);
    exports.envelopeToJSON = envelopeToJSON;
  }
});

// node_modules/@sigstore/bundle/dist/index.js
var require_dist3 = __commonJS({
  "node_modules/@sigstore/bundle/dist/index.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: !0 });
    exports.isBundleV01 = exports.assertBundleV02 = exports.assertBundleV01 = exports.assertBundleLatest = exports.assertBundle = exports.envelopeToJSON = exports.envelopeFromJSON = exports.bundleToJSON = exports.bundleFromJSON = exports.ValidationError = exports.isBundleWithPublicKey = exports.isBundleWithMessageSignature = exports.isBundleWithDsseEnvelope = exports.isBundleWithCertificateChain = exports.BUNDLE_V03_MEDIA_TYPE = exports.BUNDLE_V03_LEGACY_MEDIA_TYPE = exports.BUNDLE_V02_MEDIA_TYPE = exports.BUNDLE_V01_MEDIA_TYPE = exports.toMessageSignatureBundle = exports.toDSSEBundle = void 0;
    var build_1 = require_build();
    Object.defineProperty(exports, "toDSSEBundle", { enumerable: !0, get: function() {
      return build_1.toDSSEBundle;
    } });
    Object.defineProperty(exports, "toMessageSignatureBundle", { enumerable: !0, get: function() {
      return build_1.toMessageSignatureBundle;
    } });
    var bundle_1 = require_bundle();
    Object.defineProperty(exports, "BUNDLE_V01_MEDIA_TYPE", { enumerable: !0, get: function() {
      return bundle_1.BUNDLE_V01_MEDIA_TYPE;
    } });
    Object.defineProperty(exports, "BUNDLE_V02_MEDIA_TYPE", { enumerable: !0, get: function() {
      return bundle_1.BUNDLE_V02_MEDIA_TYPE;
    } });
    Object.defineProperty(exports, "BUNDLE_V03_LEGACY_MEDIA_TYPE", { enumerable: !0, get: function() {
      return bundle_1.BUNDLE_V03_LEGACY_MEDIA_TYPE;
    } });
    Object.defineProperty(exports, "BUNDLE_V03_MEDIA_TYPE", { enumerable: !0, get: function() {
      return bundle_1.BUNDLE_V03_MEDIA_TYPE;
    } });
    Object.defineProperty(exports, "isBundleWithCertificateChain", { enumerable: !0, get: function() {
      return bundle_1.isBundleWithCertificateChain;
    } });
    Object.defineProperty(exports, "isBundleWithDsseEnvelope", { enumerable: !0, get: function() {
      return bundle_1.isBundleWithDsseEnvelope;
    } });
    Object.defineProperty(exports, "isBundleWithMessageSignature", { enumerable: !0, get: function() {
      return bundle_1.isBundleWithMessageSignature;
    } });
    Object.defineProperty(exports, "isBundleWithPublicKey", { enumerable: !0, get: function() {
      return bundle_1.isBundleWithPublicKey;
    } });
    var error_1 = require_error();
    Object.defineProperty(exports, "ValidationError", { enumerable: !0, get: function() {
      return error_1.ValidationError;
    } });
    var serialized_1 = require_serialized();
    Object.defineProperty(exports, "bundleFromJSON", { enumerable: !0, get: function() {
      return serialized_1.bundleFromJSON;
    } });
    Object.defineProperty(exports, "bundleToJSON", { enumerable: !0, get: function() {
      return serialized_1.bundleToJSON;
    } });
    Object.defineProperty(exports, "envelopeFromJSON", { enumerable: !0, get: function() {
      return serialized_1.envelopeFromJSON;
    } });
    Object.defineProperty(exports, "envelopeToJSON", { enumerable: !0, get: function() {
      return serialized_1.envelopeToJSON;
    } });
    var validate_1 = require_validate();
    Object.defineProperty(exports, "assertBundle", { enumerable: !0, get: function() {
      return validate_1.assertBundle;
    } });
    Object.defineProperty(exports, "assertBundleLatest", { enumerable: !0, get: function() {
      return validate_1.assertBundleLatest;
    } });
    Object.defineProperty(exports, "assertBundleV01", { enumerable: !0, get: function() {
      return validate_1.assertBundleV01;
    } });
    Object.defineProperty(exports, "assertBundleV02", { enumerable: !0, get: function() {
      return validate_1.assertBundleV02;
    } });
    Object.defineProperty(exports, "isBundleV01", { enumerable: !0, get: function() {
      return validate_1.isBundleV01;
    } });
  }
});

// src/gate/attested/verify-bundle.ts
var import_bundle = __toESM(require_dist3(), 1), import_verify = __toESM(require_dist2(), 1);
var ISSUER = /^https:\/\/token\.actions\.githubusercontent\.com(?:\/[A-Za-z0-9-]+)?$/, STATEMENT = "https://in-toto.io/Statement/v1", PAYLOAD_TYPE = "application/vnd.in-toto+json", MAX_SUBJECTS = 100, MAX_PAYLOAD_BYTES = 1024 * 1024, SOURCE_REPOSITORY = "1.3.6.1.4.1.57264.1.12", SOURCE_REPOSITORY_ID = "1.3.6.1.4.1.57264.1.15", SOURCE_REF = "1.3.6.1.4.1.57264.1.14", BUILD_CONFIG = "1.3.6.1.4.1.57264.1.18", REPOSITORY = /^https:\/\/github\.com\/([A-Za-z0-9_.-]+\/[A-Za-z0-9_.-]+)$/, statementShape = looseObject({
  _type: literal(STATEMENT),
  subject: pipe(
    array(looseObject({ digest: looseObject({ sha256: optional(string()) }) })),
    maxLength(MAX_SUBJECTS)
  ),
  predicateType: string(),
  predicate: unknown()
});
function recordIn(value, verifiers) {
  let payload, signer;
  try {
    let bundle = (0, import_bundle.bundleFromJSON)(value);
    if (bundle.content.$case !== "dsseEnvelope") return "signs no statement";
    let { dsseEnvelope } = bundle.content;
    if (dsseEnvelope.payloadType !== PAYLOAD_TYPE) return "holds another kind of payload";
    if (payload = dsseEnvelope.payload, payload.length > MAX_PAYLOAD_BYTES) return `holds a statement of more than ${MAX_PAYLOAD_BYTES} bytes`;
    signer = signerOf((0, import_verify.toSignedEntity)(bundle), verifiers);
  } catch {
    return "cannot be read";
  }
  if (!signer) return "does not verify under the trusted roots";
  let run = runOf(signer);
  if (typeof run == "string") return run;
  let statement = statementIn(payload);
  if (!statement) return "holds no statement that can be read";
  let { subject, predicateType, predicate } = statement;
  return { ...run, subjects: subject.flatMap(({ digest }) => digest.sha256 ?? []), predicateType, predicate };
}
function signerOf(entity, verifiers) {
  for (let verifier of verifiers)
    try {
      return verifier.verify(entity);
    } catch {
    }
  return null;
}
function runOf({ identity }) {
  if (!ISSUER.test(identity?.extensions?.issuer ?? "")) return "is not of a workflow on GitHub";
  let extension = (id2) => {
    let found = (identity?.oids ?? []).filter(({ oid }) => oid?.id.join(".") === id2);
    return found.length === 1 ? utf8String(found[0].value) : null;
  }, [, repository] = REPOSITORY.exec(extension(SOURCE_REPOSITORY) ?? "") ?? [], ref = extension(SOURCE_REF), config = extension(BUILD_CONFIG);
  if (!repository || !ref || !config) return "has a certificate that does not say which workflow ran";
  let [head, tail] = [`https://github.com/${repository}/`, `@${ref}`];
  if (!config.startsWith(head) || !config.endsWith(tail)) return "has a certificate of a workflow from elsewhere";
  let id = /^[1-9][0-9]{0,14}$/.exec(extension(SOURCE_REPOSITORY_ID) ?? "")?.[0], workflow = config.slice(head.length, config.length - tail.length);
  return { repository, repositoryId: id === void 0 ? null : Number(id), workflow, ref };
}
var UTF8_STRING = 12;
function utf8String(der) {
  let [tag, first = 0] = der;
  if (tag !== UTF8_STRING) return null;
  let lengthBytes = first < 128 ? 0 : first & 127;
  if (lengthBytes > 2) return null;
  let start = 2 + lengthBytes, length = lengthBytes === 0 ? first : der.subarray(2, start).reduce((sum, byte) => sum * 256 + byte, 0);
  return der.length === start + length ? utf8(der.subarray(start)) : null;
}
function statementIn(payload) {
  try {
    let { value, problems } = parseJson(utf8(payload) ?? "", "the statement");
    return problems.length === 0 && isOf(statementShape, value) ? value : null;
  } catch {
    return null;
  }
}
export {
  recordIn
};
