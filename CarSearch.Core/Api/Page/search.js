// One search: started, followed to its end, and canceled.

import { root, send, withQuery } from './api.js';

const defaultWait = 2;

/** The status of a search that is deleted. */
const gone = 404;

/** Waits, unless the signal is aborted before. */
const delay = (seconds, signal) => new Promise((resolve, reject) => {
  signal.throwIfAborted();
  const timer = setTimeout(resolve, seconds * 1000);
  signal.addEventListener('abort', () => {
    clearTimeout(timer);
    reject(signal.reason);
  }, { once: true });
});

/** Starts a search. Returns it, or the problem. */
export async function start(request, listener) {
  const result = await send('POST', `${root}searches`, { body: request });
  return result.problem
    ? { problem: { ...result.problem, retryAfter: result.retryAfter } }
    : { search: new Search(result.body.links, listener) };
}

class Search {
  #links;
  #listener;
  #controller = new AbortController();
  #isCanceling = false;
  #isEnded = false;

  constructor(links, listener) {
    this.#links = links;
    this.#listener = listener;
    this.path = links.self;
  }

  /** Reads the search with other filters, or another page of it, from now on. After an error it is read as before. */
  async read(path) {
    this.#controller.abort();
    this.#controller = new AbortController();
    const { signal } = this.#controller;
    try {
      if (!await this.#follow(path, signal, true) && !this.#isEnded) {
        await this.#follow(this.path, signal, false);
      }
    } catch (error) {
      if (!signal.aborted) {
        throw error;
      }
    }
  }

  /** Reads the search with these parameters. */
  filter(parameters) {
    return this.read(withQuery(this.#links.self, parameters));
  }

  /** Stops and deletes the search. Returns the problem if that fails: then the search goes on. */
  async cancel() {
    this.#isCanceling = true;
    const { status, problem } = await send('DELETE', this.#links.cancel);
    this.#isCanceling = false;
    if (problem && status !== gone) {
      return problem;
    }
    this.#isEnded = true;
    this.#controller.abort();
    return null;
  }

  /** Deletes the search, if it still runs, because another takes its place. */
  async abandon() {
    this.#controller.abort();
    if (!this.#isEnded) {
      await this.cancel();
    }
  }

  /**
   * Reads the search until it ends. Returns false if the host refuses the query. The first request shows the state at once; each further
   * one waits for the end, for as long as the host asks to wait between polls.
   */
  async #follow(path, signal, isRequested) {
    for (let wait = 0; ;) {
      const sent = performance.now();
      const result = await send('GET', wait > 0 ? withQuery(path, { wait }) : path, { signal });
      signal.throwIfAborted();
      if (this.#isCanceling && result.status === gone) {
        return true;
      }
      if (result.problem && result.status !== 0 && result.status !== 429 && result.status !== 503) {
        this.#isEnded ||= result.status !== 400;
        this.#listener.onProblem(result.problem);
        return false;
      }
      if (result.problem) {
        this.#listener.onRetry(result.problem);
        await delay(result.retryAfter || defaultWait, signal);
        continue;
      }
      this.#isEnded ||= result.status === 200;
      this.#listener.onResult(result.body, { isEnded: this.#isEnded, isRequested });
      this.path = path;
      if (this.#isEnded) {
        return true;
      }
      isRequested = false;

      // A host with too many waiting requests responds at once.
      await delay(Math.max(0, wait - (performance.now() - sent) / 1000), signal);
      wait = result.retryAfter || defaultWait;
    }
  }
}
