import "./chunk-73X3T6A5.js";

// node_modules/ky/distribution/errors/HTTPError.js
var HTTPError = class extends Error {
  response;
  request;
  options;
  constructor(response, request, options) {
    let code = response.status || response.status === 0 ? response.status : "", title = response.statusText ?? "", status = `${code} ${title}`.trim(), reason = status ? `status code ${status}` : "an unknown error";
    super(`Request failed with ${reason}: ${request.method} ${request.url}`), this.name = "HTTPError", this.response = response, this.request = request, this.options = options;
  }
};

// node_modules/ky/distribution/errors/NonError.js
var NonError = class extends Error {
  name = "NonError";
  value;
  constructor(value) {
    let message = "Non-error value was thrown";
    try {
      typeof value == "string" ? message = value : value && typeof value == "object" && "message" in value && typeof value.message == "string" && (message = value.message);
    } catch {
    }
    super(message), this.value = value;
  }
};

// node_modules/ky/distribution/errors/ForceRetryError.js
var ForceRetryError = class extends Error {
  name = "ForceRetryError";
  customDelay;
  code;
  customRequest;
  constructor(options) {
    let cause = options?.cause ? options.cause instanceof Error ? options.cause : new NonError(options.cause) : void 0;
    super(options?.code ? `Forced retry: ${options.code}` : "Forced retry", cause ? { cause } : void 0), this.customDelay = options?.delay, this.code = options?.code, this.customRequest = options?.request;
  }
};

// node_modules/ky/distribution/core/constants.js
var supportsRequestStreams = (() => {
  let duplexAccessed = !1, hasContentType = !1, supportsReadableStream = typeof globalThis.ReadableStream == "function", supportsRequest = typeof globalThis.Request == "function";
  if (supportsReadableStream && supportsRequest)
    try {
      hasContentType = new globalThis.Request("https://empty.invalid", {
        body: new globalThis.ReadableStream(),
        method: "POST",
        // @ts-expect-error - Types are outdated.
        get duplex() {
          return duplexAccessed = !0, "half";
        }
      }).headers.has("Content-Type");
    } catch (error) {
      if (error instanceof Error && error.message === "unsupported BodyInit type")
        return !1;
      throw error;
    }
  return duplexAccessed && !hasContentType;
})(), supportsAbortController = typeof globalThis.AbortController == "function", supportsAbortSignal = typeof globalThis.AbortSignal == "function" && typeof globalThis.AbortSignal.any == "function", supportsResponseStreams = typeof globalThis.ReadableStream == "function", supportsFormData = typeof globalThis.FormData == "function", requestMethods = ["get", "post", "put", "patch", "head", "delete"], validate = () => {
};
validate();
var responseTypes = {
  json: "application/json",
  text: "text/*",
  formData: "multipart/form-data",
  arrayBuffer: "*/*",
  blob: "*/*",
  // Supported in modern Fetch implementations (for example, browsers and recent Node.js/undici).
  // We still feature-check at runtime before exposing the shortcut.
  bytes: "*/*"
}, maxSafeTimeout = 2147483647, usualFormBoundarySize = new TextEncoder().encode("------WebKitFormBoundaryaxpyiPgbbPti10Rw").length, stop = /* @__PURE__ */ Symbol("stop"), RetryMarker = class {
  options;
  constructor(options) {
    this.options = options;
  }
}, retry = (options) => new RetryMarker(options), kyOptionKeys = {
  json: !0,
  parseJson: !0,
  stringifyJson: !0,
  searchParams: !0,
  prefixUrl: !0,
  retry: !0,
  timeout: !0,
  hooks: !0,
  throwHttpErrors: !0,
  onDownloadProgress: !0,
  onUploadProgress: !0,
  fetch: !0,
  context: !0
}, vendorSpecificOptions = {
  next: !0
  // Next.js cache revalidation (revalidate, tags)
}, requestOptionsRegistry = {
  method: !0,
  headers: !0,
  body: !0,
  mode: !0,
  credentials: !0,
  cache: !0,
  redirect: !0,
  referrer: !0,
  referrerPolicy: !0,
  integrity: !0,
  keepalive: !0,
  signal: !0,
  window: !0,
  duplex: !0
};

// node_modules/ky/distribution/utils/body.js
var getBodySize = (body) => {
  if (!body)
    return 0;
  if (body instanceof FormData) {
    let size = 0;
    for (let [key, value] of body)
      size += usualFormBoundarySize, size += new TextEncoder().encode(`Content-Disposition: form-data; name="${key}"`).length, size += typeof value == "string" ? new TextEncoder().encode(value).length : value.size;
    return size;
  }
  if (body instanceof Blob)
    return body.size;
  if (body instanceof ArrayBuffer)
    return body.byteLength;
  if (typeof body == "string")
    return new TextEncoder().encode(body).length;
  if (body instanceof URLSearchParams)
    return new TextEncoder().encode(body.toString()).length;
  if ("byteLength" in body)
    return body.byteLength;
  if (typeof body == "object" && body !== null)
    try {
      let jsonString = JSON.stringify(body);
      return new TextEncoder().encode(jsonString).length;
    } catch {
      return 0;
    }
  return 0;
}, withProgress = (stream, totalBytes, onProgress) => {
  let previousChunk, transferredBytes = 0;
  return stream.pipeThrough(new TransformStream({
    transform(currentChunk, controller) {
      if (controller.enqueue(currentChunk), previousChunk) {
        transferredBytes += previousChunk.byteLength;
        let percent = totalBytes === 0 ? 0 : transferredBytes / totalBytes;
        percent >= 1 && (percent = 1 - Number.EPSILON), onProgress?.({ percent, totalBytes: Math.max(totalBytes, transferredBytes), transferredBytes }, previousChunk);
      }
      previousChunk = currentChunk;
    },
    flush() {
      previousChunk && (transferredBytes += previousChunk.byteLength, onProgress?.({ percent: 1, totalBytes: Math.max(totalBytes, transferredBytes), transferredBytes }, previousChunk));
    }
  }));
}, streamResponse = (response, onDownloadProgress) => {
  if (!response.body)
    return response;
  if (response.status === 204)
    return new Response(null, {
      status: response.status,
      statusText: response.statusText,
      headers: response.headers
    });
  let totalBytes = Math.max(0, Number(response.headers.get("content-length")) || 0);
  return new Response(withProgress(response.body, totalBytes, onDownloadProgress), {
    status: response.status,
    statusText: response.statusText,
    headers: response.headers
  });
}, streamRequest = (request, onUploadProgress, originalBody) => {
  if (!request.body)
    return request;
  let totalBytes = getBodySize(originalBody ?? request.body);
  return new Request(request, {
    // @ts-expect-error - Types are outdated.
    duplex: "half",
    body: withProgress(request.body, totalBytes, onUploadProgress)
  });
};

// node_modules/ky/distribution/utils/is.js
var isObject = (value) => value !== null && typeof value == "object";

// node_modules/ky/distribution/utils/merge.js
var validateAndMerge = (...sources) => {
  for (let source of sources)
    if ((!isObject(source) || Array.isArray(source)) && source !== void 0)
      throw new TypeError("The `options` argument must be an object");
  return deepMerge({}, ...sources);
}, mergeHeaders = (source1 = {}, source2 = {}) => {
  let result = new globalThis.Headers(source1), isHeadersInstance = source2 instanceof globalThis.Headers, source = new globalThis.Headers(source2);
  for (let [key, value] of source.entries())
    isHeadersInstance && value === "undefined" || value === void 0 ? result.delete(key) : result.set(key, value);
  return result;
};
function newHookValue(original, incoming, property) {
  return Object.hasOwn(incoming, property) && incoming[property] === void 0 ? [] : deepMerge(original[property] ?? [], incoming[property] ?? []);
}
var mergeHooks = (original = {}, incoming = {}) => ({
  beforeRequest: newHookValue(original, incoming, "beforeRequest"),
  beforeRetry: newHookValue(original, incoming, "beforeRetry"),
  afterResponse: newHookValue(original, incoming, "afterResponse"),
  beforeError: newHookValue(original, incoming, "beforeError")
}), appendSearchParameters = (target, source) => {
  let result = new URLSearchParams();
  for (let input of [target, source])
    if (input !== void 0)
      if (input instanceof URLSearchParams)
        for (let [key, value] of input.entries())
          result.append(key, value);
      else if (Array.isArray(input))
        for (let pair of input) {
          if (!Array.isArray(pair) || pair.length !== 2)
            throw new TypeError("Array search parameters must be provided in [[key, value], ...] format");
          result.append(String(pair[0]), String(pair[1]));
        }
      else if (isObject(input))
        for (let [key, value] of Object.entries(input))
          value !== void 0 && result.append(key, String(value));
      else {
        let parameters = new URLSearchParams(input);
        for (let [key, value] of parameters.entries())
          result.append(key, value);
      }
  return result;
}, deepMerge = (...sources) => {
  let returnValue = {}, headers = {}, hooks = {}, searchParameters, signals = [];
  for (let source of sources)
    if (Array.isArray(source))
      Array.isArray(returnValue) || (returnValue = []), returnValue = [...returnValue, ...source];
    else if (isObject(source)) {
      for (let [key, value] of Object.entries(source)) {
        if (key === "signal" && value instanceof globalThis.AbortSignal) {
          signals.push(value);
          continue;
        }
        if (key === "context") {
          if (value != null && (!isObject(value) || Array.isArray(value)))
            throw new TypeError("The `context` option must be an object");
          returnValue = {
            ...returnValue,
            context: value == null ? {} : { ...returnValue.context, ...value }
          };
          continue;
        }
        if (key === "searchParams") {
          value == null ? searchParameters = void 0 : searchParameters = searchParameters === void 0 ? value : appendSearchParameters(searchParameters, value);
          continue;
        }
        isObject(value) && key in returnValue && (value = deepMerge(returnValue[key], value)), returnValue = { ...returnValue, [key]: value };
      }
      isObject(source.hooks) && (hooks = mergeHooks(hooks, source.hooks), returnValue.hooks = hooks), isObject(source.headers) && (headers = mergeHeaders(headers, source.headers), returnValue.headers = headers);
    }
  return searchParameters !== void 0 && (returnValue.searchParams = searchParameters), signals.length > 0 && (signals.length === 1 ? returnValue.signal = signals[0] : supportsAbortSignal ? returnValue.signal = AbortSignal.any(signals) : returnValue.signal = signals.at(-1)), returnValue;
};

// node_modules/ky/distribution/utils/normalize.js
var normalizeRequestMethod = (input) => requestMethods.includes(input) ? input.toUpperCase() : input, retryMethods = ["get", "put", "head", "delete", "options", "trace"], retryStatusCodes = [408, 413, 429, 500, 502, 503, 504], retryAfterStatusCodes = [413, 429, 503], defaultRetryOptions = {
  limit: 2,
  methods: retryMethods,
  statusCodes: retryStatusCodes,
  afterStatusCodes: retryAfterStatusCodes,
  maxRetryAfter: Number.POSITIVE_INFINITY,
  backoffLimit: Number.POSITIVE_INFINITY,
  delay: (attemptCount) => 0.3 * 2 ** (attemptCount - 1) * 1e3,
  jitter: void 0,
  retryOnTimeout: !1
}, normalizeRetryOptions = (retry2 = {}) => {
  if (typeof retry2 == "number")
    return {
      ...defaultRetryOptions,
      limit: retry2
    };
  if (retry2.methods && !Array.isArray(retry2.methods))
    throw new Error("retry.methods must be an array");
  if (retry2.methods &&= retry2.methods.map((method) => method.toLowerCase()), retry2.statusCodes && !Array.isArray(retry2.statusCodes))
    throw new Error("retry.statusCodes must be an array");
  let normalizedRetry = Object.fromEntries(Object.entries(retry2).filter(([, value]) => value !== void 0));
  return {
    ...defaultRetryOptions,
    ...normalizedRetry
  };
};

// node_modules/ky/distribution/errors/TimeoutError.js
var TimeoutError = class extends Error {
  request;
  constructor(request) {
    super(`Request timed out: ${request.method} ${request.url}`), this.name = "TimeoutError", this.request = request;
  }
};

// node_modules/ky/distribution/utils/timeout.js
async function timeout(request, init, abortController, options) {
  return new Promise((resolve, reject) => {
    let timeoutId = setTimeout(() => {
      abortController && abortController.abort(), reject(new TimeoutError(request));
    }, options.timeout);
    options.fetch(request, init).then(resolve).catch(reject).then(() => {
      clearTimeout(timeoutId);
    });
  });
}

// node_modules/ky/distribution/utils/delay.js
async function delay(ms, { signal }) {
  return new Promise((resolve, reject) => {
    signal && (signal.throwIfAborted(), signal.addEventListener("abort", abortHandler, { once: !0 }));
    function abortHandler() {
      clearTimeout(timeoutId), reject(signal.reason);
    }
    let timeoutId = setTimeout(() => {
      signal?.removeEventListener("abort", abortHandler), resolve();
    }, ms);
  });
}

// node_modules/ky/distribution/utils/options.js
var findUnknownOptions = (request, options) => {
  let unknownOptions = {};
  for (let key in options)
    Object.hasOwn(options, key) && !(key in requestOptionsRegistry) && !(key in kyOptionKeys) && (!(key in request) || key in vendorSpecificOptions) && (unknownOptions[key] = options[key]);
  return unknownOptions;
}, hasSearchParameters = (search) => search === void 0 ? !1 : Array.isArray(search) ? search.length > 0 : search instanceof URLSearchParams ? search.size > 0 : typeof search == "object" ? Object.keys(search).length > 0 : typeof search == "string" ? search.trim().length > 0 : !!search;

// node_modules/ky/distribution/utils/type-guards.js
function isKyError(error) {
  return isHTTPError(error) || isTimeoutError(error) || isForceRetryError(error);
}
function isHTTPError(error) {
  return error instanceof HTTPError || error?.name === HTTPError.name;
}
function isTimeoutError(error) {
  return error instanceof TimeoutError || error?.name === TimeoutError.name;
}
function isForceRetryError(error) {
  return error instanceof ForceRetryError || error?.name === ForceRetryError.name;
}

// node_modules/ky/distribution/core/Ky.js
var Ky = class _Ky {
  static create(input, options) {
    let ky2 = new _Ky(input, options), function_ = async () => {
      if (typeof ky2.#options.timeout == "number" && ky2.#options.timeout > maxSafeTimeout)
        throw new RangeError(`The \`timeout\` option cannot be greater than ${maxSafeTimeout}`);
      await Promise.resolve();
      let response = await ky2.#fetch();
      for (let hook of ky2.#options.hooks.afterResponse) {
        let clonedResponse = ky2.#decorateResponse(response.clone()), modifiedResponse;
        try {
          modifiedResponse = await hook(ky2.request, ky2.#getNormalizedOptions(), clonedResponse, { retryCount: ky2.#retryCount });
        } catch (error) {
          throw ky2.#cancelResponseBody(clonedResponse), ky2.#cancelResponseBody(response), error;
        }
        if (modifiedResponse instanceof RetryMarker)
          throw ky2.#cancelResponseBody(clonedResponse), ky2.#cancelResponseBody(response), new ForceRetryError(modifiedResponse.options);
        let nextResponse = modifiedResponse instanceof globalThis.Response ? modifiedResponse : response;
        clonedResponse !== nextResponse && ky2.#cancelResponseBody(clonedResponse), response !== nextResponse && ky2.#cancelResponseBody(response), response = nextResponse;
      }
      if (ky2.#decorateResponse(response), !response.ok && (typeof ky2.#options.throwHttpErrors == "function" ? ky2.#options.throwHttpErrors(response.status) : ky2.#options.throwHttpErrors)) {
        let error = new HTTPError(response, ky2.request, ky2.#getNormalizedOptions());
        for (let hook of ky2.#options.hooks.beforeError)
          error = await hook(error, { retryCount: ky2.#retryCount });
        throw error;
      }
      if (ky2.#options.onDownloadProgress) {
        if (typeof ky2.#options.onDownloadProgress != "function")
          throw new TypeError("The `onDownloadProgress` option must be a function");
        if (!supportsResponseStreams)
          throw new Error("Streams are not supported in your environment. `ReadableStream` is missing.");
        let progressResponse = response.clone();
        return ky2.#cancelResponseBody(response), streamResponse(progressResponse, ky2.#options.onDownloadProgress);
      }
      return response;
    }, result = ky2.#retry(function_).finally(() => {
      let originalRequest = ky2.#originalRequest;
      ky2.#cancelBody(originalRequest?.body ?? void 0), ky2.#cancelBody(ky2.request.body ?? void 0);
    });
    for (let [type, mimeType] of Object.entries(responseTypes))
      type === "bytes" && typeof globalThis.Response?.prototype?.bytes != "function" || (result[type] = async () => {
        ky2.request.headers.set("accept", ky2.request.headers.get("accept") || mimeType);
        let response = await result;
        if (type === "json") {
          if (response.status === 204)
            return "";
          let text = await response.text();
          return text === "" ? "" : options.parseJson ? options.parseJson(text) : JSON.parse(text);
        }
        return response[type]();
      });
    return result;
  }
  // eslint-disable-next-line unicorn/prevent-abbreviations
  static #normalizeSearchParams(searchParams) {
    return searchParams && typeof searchParams == "object" && !Array.isArray(searchParams) && !(searchParams instanceof URLSearchParams) ? Object.fromEntries(Object.entries(searchParams).filter(([, value]) => value !== void 0)) : searchParams;
  }
  request;
  #abortController;
  #retryCount = 0;
  // eslint-disable-next-line @typescript-eslint/prefer-readonly -- False positive: #input is reassigned on line 202
  #input;
  #options;
  #originalRequest;
  #userProvidedAbortSignal;
  #cachedNormalizedOptions;
  // eslint-disable-next-line complexity
  constructor(input, options = {}) {
    if (this.#input = input, this.#options = {
      ...options,
      headers: mergeHeaders(this.#input.headers, options.headers),
      hooks: mergeHooks({
        beforeRequest: [],
        beforeRetry: [],
        beforeError: [],
        afterResponse: []
      }, options.hooks),
      method: normalizeRequestMethod(options.method ?? this.#input.method ?? "GET"),
      // eslint-disable-next-line @typescript-eslint/prefer-nullish-coalescing
      prefixUrl: String(options.prefixUrl || ""),
      retry: normalizeRetryOptions(options.retry),
      throwHttpErrors: options.throwHttpErrors ?? !0,
      timeout: options.timeout ?? 1e4,
      fetch: options.fetch ?? globalThis.fetch.bind(globalThis),
      context: options.context ?? {}
    }, typeof this.#input != "string" && !(this.#input instanceof URL || this.#input instanceof globalThis.Request))
      throw new TypeError("`input` must be a string, URL, or Request");
    if (this.#options.prefixUrl && typeof this.#input == "string") {
      if (this.#input.startsWith("/"))
        throw new Error("`input` must not begin with a slash when using `prefixUrl`");
      this.#options.prefixUrl.endsWith("/") || (this.#options.prefixUrl += "/"), this.#input = this.#options.prefixUrl + this.#input;
    }
    supportsAbortController && supportsAbortSignal && (this.#userProvidedAbortSignal = this.#options.signal ?? this.#input.signal, this.#abortController = new globalThis.AbortController(), this.#options.signal = this.#userProvidedAbortSignal ? AbortSignal.any([this.#userProvidedAbortSignal, this.#abortController.signal]) : this.#abortController.signal), supportsRequestStreams && (this.#options.duplex = "half"), this.#options.json !== void 0 && (this.#options.body = this.#options.stringifyJson?.(this.#options.json) ?? JSON.stringify(this.#options.json), this.#options.headers.set("content-type", this.#options.headers.get("content-type") ?? "application/json"));
    let userProvidedContentType = options.headers && new globalThis.Headers(options.headers).has("content-type");
    if (this.#input instanceof globalThis.Request && (supportsFormData && this.#options.body instanceof globalThis.FormData || this.#options.body instanceof URLSearchParams) && !userProvidedContentType && this.#options.headers.delete("content-type"), this.request = new globalThis.Request(this.#input, this.#options), hasSearchParameters(this.#options.searchParams)) {
      let searchParams = "?" + (typeof this.#options.searchParams == "string" ? this.#options.searchParams.replace(/^\?/, "") : new URLSearchParams(_Ky.#normalizeSearchParams(this.#options.searchParams)).toString()), url = this.request.url.replace(/(?:\?.*?)?(?=#|$)/, searchParams);
      this.request = new globalThis.Request(url, this.#options);
    }
    if (this.#options.onUploadProgress) {
      if (typeof this.#options.onUploadProgress != "function")
        throw new TypeError("The `onUploadProgress` option must be a function");
      if (!supportsRequestStreams)
        throw new Error("Request streams are not supported in your environment. The `duplex` option for `Request` is not available.");
      this.request = this.#wrapRequestWithUploadProgress(this.request, this.#options.body ?? void 0);
    }
  }
  #calculateDelay() {
    let retryDelay = this.#options.retry.delay(this.#retryCount), jitteredDelay = retryDelay;
    this.#options.retry.jitter === !0 ? jitteredDelay = Math.random() * retryDelay : typeof this.#options.retry.jitter == "function" && (jitteredDelay = this.#options.retry.jitter(retryDelay), (!Number.isFinite(jitteredDelay) || jitteredDelay < 0) && (jitteredDelay = retryDelay));
    let backoffLimit = this.#options.retry.backoffLimit ?? Number.POSITIVE_INFINITY;
    return Math.min(backoffLimit, jitteredDelay);
  }
  async #calculateRetryDelay(error) {
    if (this.#retryCount++, this.#retryCount > this.#options.retry.limit)
      throw error;
    let errorObject = error instanceof Error ? error : new NonError(error);
    if (errorObject instanceof ForceRetryError)
      return errorObject.customDelay ?? this.#calculateDelay();
    if (!this.#options.retry.methods.includes(this.request.method.toLowerCase()))
      throw error;
    if (this.#options.retry.shouldRetry !== void 0) {
      let result = await this.#options.retry.shouldRetry({ error: errorObject, retryCount: this.#retryCount });
      if (result === !1)
        throw error;
      if (result === !0)
        return this.#calculateDelay();
    }
    if (isTimeoutError(error) && !this.#options.retry.retryOnTimeout)
      throw error;
    if (isHTTPError(error)) {
      if (!this.#options.retry.statusCodes.includes(error.response.status))
        throw error;
      let retryAfter = error.response.headers.get("Retry-After") ?? error.response.headers.get("RateLimit-Reset") ?? error.response.headers.get("X-RateLimit-Retry-After") ?? error.response.headers.get("X-RateLimit-Reset") ?? error.response.headers.get("X-Rate-Limit-Reset");
      if (retryAfter && this.#options.retry.afterStatusCodes.includes(error.response.status)) {
        let after = Number(retryAfter) * 1e3;
        Number.isNaN(after) ? after = Date.parse(retryAfter) - Date.now() : after >= Date.parse("2024-01-01") && (after -= Date.now());
        let max = this.#options.retry.maxRetryAfter ?? after;
        return after < max ? after : max;
      }
      if (error.response.status === 413)
        throw error;
    }
    return this.#calculateDelay();
  }
  #decorateResponse(response) {
    return this.#options.parseJson && (response.json = async () => this.#options.parseJson(await response.text())), response;
  }
  #cancelBody(body) {
    body && body.cancel().catch(() => {
    });
  }
  #cancelResponseBody(response) {
    this.#cancelBody(response.body ?? void 0);
  }
  async #retry(function_) {
    try {
      return await function_();
    } catch (error) {
      let ms = Math.min(await this.#calculateRetryDelay(error), maxSafeTimeout);
      if (this.#retryCount < 1)
        throw error;
      if (await delay(ms, this.#userProvidedAbortSignal ? { signal: this.#userProvidedAbortSignal } : {}), error instanceof ForceRetryError && error.customRequest) {
        let managedRequest = this.#options.signal ? new globalThis.Request(error.customRequest, { signal: this.#options.signal }) : new globalThis.Request(error.customRequest);
        this.#assignRequest(managedRequest);
      }
      for (let hook of this.#options.hooks.beforeRetry) {
        let hookResult = await hook({
          request: this.request,
          options: this.#getNormalizedOptions(),
          error,
          retryCount: this.#retryCount
        });
        if (hookResult instanceof globalThis.Request) {
          this.#assignRequest(hookResult);
          break;
        }
        if (hookResult instanceof globalThis.Response)
          return hookResult;
        if (hookResult === stop)
          return;
      }
      return this.#retry(function_);
    }
  }
  async #fetch() {
    this.#abortController?.signal.aborted && (this.#abortController = new globalThis.AbortController(), this.#options.signal = this.#userProvidedAbortSignal ? AbortSignal.any([this.#userProvidedAbortSignal, this.#abortController.signal]) : this.#abortController.signal, this.request = new globalThis.Request(this.request, { signal: this.#options.signal }));
    for (let hook of this.#options.hooks.beforeRequest) {
      let result = await hook(this.request, this.#getNormalizedOptions(), { retryCount: this.#retryCount });
      if (result instanceof Response)
        return result;
      if (result instanceof globalThis.Request) {
        this.#assignRequest(result);
        break;
      }
    }
    let nonRequestOptions = findUnknownOptions(this.request, this.#options);
    return this.#originalRequest = this.request, this.request = this.#originalRequest.clone(), this.#options.timeout === !1 ? this.#options.fetch(this.#originalRequest, nonRequestOptions) : timeout(this.#originalRequest, nonRequestOptions, this.#abortController, this.#options);
  }
  #getNormalizedOptions() {
    if (!this.#cachedNormalizedOptions) {
      let { hooks, ...normalizedOptions } = this.#options;
      this.#cachedNormalizedOptions = Object.freeze(normalizedOptions);
    }
    return this.#cachedNormalizedOptions;
  }
  #assignRequest(request) {
    this.#cachedNormalizedOptions = void 0, this.request = this.#wrapRequestWithUploadProgress(request);
  }
  #wrapRequestWithUploadProgress(request, originalBody) {
    return !this.#options.onUploadProgress || !request.body ? request : streamRequest(request, this.#options.onUploadProgress, originalBody ?? this.#options.body ?? void 0);
  }
};

// node_modules/ky/distribution/index.js
var createInstance = (defaults) => {
  let ky2 = (input, options) => Ky.create(input, validateAndMerge(defaults, options));
  for (let method of requestMethods)
    ky2[method] = (input, options) => Ky.create(input, validateAndMerge(defaults, options, { method }));
  return ky2.create = (newDefaults) => createInstance(validateAndMerge(newDefaults)), ky2.extend = (newDefaults) => (typeof newDefaults == "function" && (newDefaults = newDefaults(defaults ?? {})), createInstance(validateAndMerge(defaults, newDefaults))), ky2.stop = stop, ky2.retry = retry, ky2;
}, ky = createInstance(), distribution_default = ky;
export {
  ForceRetryError,
  HTTPError,
  TimeoutError,
  distribution_default as default,
  isForceRetryError,
  isHTTPError,
  isKyError,
  isTimeoutError
};
