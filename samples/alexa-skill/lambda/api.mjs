/** The API refused a request (`status`, `problem`), or did not respond (`status` 0). */
export class ApiError extends Error {
  constructor(message, { status = 0, problem, retryAfter, cause } = {}) {
    super(message, { cause });
    this.name = 'ApiError';
    this.status = status;
    this.problem = problem;
    this.retryAfter = retryAfter;
  }
}

/** The time until a response to Alexa must be on its way. */
export class Deadline {
  constructor(milliseconds) {
    this.end = performance.now() + milliseconds;
  }

  get remaining() {
    return Math.max(0, Math.floor(this.end - performance.now()));
  }
}

/** A client of the CarSearch API whose every request has a deadline. */
export class CarSearch {
  constructor({ url, key }) {
    this.url = url.replace(/\/+$/, '');
    this.key = key;
  }

  /** Starts a search. Returns its token. The idempotency key makes it safe to send again. */
  async start(search, idempotencyKey, deadline) {
    const response = await this.#send('POST', '/api/searches', deadline.remaining, {
      headers: { 'Content-Type': 'application/json', 'Idempotency-Key': idempotencyKey },
      body: JSON.stringify(search),
    });
    return response.token;
  }

  /** Returns a search. Members of the query that are null or undefined are left out. */
  async get(token, query, deadline) {
    const given = Object.entries(query).filter(([, value]) => value !== null && value !== undefined);
    return await this.#send('GET', `/api/searches/${token}?${new URLSearchParams(given)}`, deadline.remaining);
  }

  /** Stops and deletes a search, if the API responds within a second. Nothing depends on it: a search expires by itself. */
  async delete(token, deadline) {
    await this.#send('DELETE', `/api/searches/${token}`, Math.min(1000, deadline.remaining)).catch(() => {});
  }

  async #send(method, path, milliseconds, { headers, body } = {}) {
    const request = new Request(this.url + path, {
      method,
      body,
      headers: { ...headers, ...(this.key && { 'x-functions-key': this.key }) },
      signal: AbortSignal.timeout(milliseconds),
    });
    let response, text;
    try {
      response = await fetch(request);
      text = await response.text();
    } catch (cause) {
      throw new ApiError(`No response to ${method}`, { cause });
    }

    const content = parse(text);
    if (response.ok) {
      return content;
    }

    throw new ApiError(`${response.status} to ${method}: ${content?.detail ?? response.statusText}`, {
      status: response.status,
      problem: content,
      retryAfter: Number(response.headers.get('Retry-After')) || 0,
    });
  }
}

// 401 has no body, and a proxy may respond with HTML.
function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
