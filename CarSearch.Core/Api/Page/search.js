// One search: started, followed to its end, and canceled.

import { root, send, withQuery } from './api.js';

const defaultWait = 2;

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
  #isEnded = false;

  constructor(links, listener) {
    this.#links = links;
    this.#listener = listener;
    this.path = links.self;
  }

  /** Reads the search with other filters, or another page of it, from now on. After an error it is read as before. */
  read(path) {
    return this.#follow(path, { isRequested: true });
  }

  /** Reads the search with these parameters. */
  filter(parameters) {
    return this.read(withQuery(this.#links.self, parameters));
  }

  /** Stops and deletes the search. Returns the problem if that fails: then the search goes on. */
  async cancel() {
    this.#controller.abort();
    const { status, problem } = await send('DELETE', this.#links.cancel);
    if (problem && status !== 404) {
      this.#follow(this.path, { wait: defaultWait });
      return problem;
    }
    this.#isEnded = true;
    return null;
  }

  /** Deletes the search, if it still runs, because another takes its place. */
  async abandon() {
    this.#controller.abort();
    if (!this.#isEnded) {
      await send('DELETE', this.#links.cancel);
    }
  }

  /**
   * Reads the search until it ends, or until another read takes its place. Without `wait` the first request shows the state at once; each
   * further one waits for the end, for as long as the host asks to wait between polls.
   */
  async #follow(path, { isRequested = false, wait = 0 }) {
    this.#controller.abort();
    this.#controller = new AbortController();
    const { signal } = this.#controller;
    try {
      while (!signal.aborted) {
        const sent = performance.now();
        const result = await send('GET', wait > 0 ? withQuery(path, { wait }) : path, { signal });
        signal.throwIfAborted();
        wait = result.retryAfter || defaultWait;
        if (result.status === 0 || result.status === 429 || result.status === 503) {
          this.#listener.onRetry(result.problem);
          await delay(wait, signal);
        } else if (result.problem) {
          await this.#stop(path, result);
          return;
        } else {
          this.path = path;
          this.#isEnded ||= result.status === 200;
          this.#listener.onResult(result.body, { isEnded: this.#isEnded, isRequested });
          if (this.#isEnded) {
            return;
          }

          // A host with too many waiting requests responds at once.
          await delay(isRequested ? 0 : wait - (performance.now() - sent) / 1000, signal);
          isRequested = false;
        }
      }
    } catch (error) {
      if (!signal.aborted) {
        throw error;
      }
    }
  }

  /** Reports a problem. A query that is refused does not end the search, which is then read as before. */
  async #stop(path, { status, problem }) {
    this.#listener.onProblem(problem);
    if (status !== 400) {
      this.#isEnded ||= status === 404 || status === 410;
    } else if (!this.#isEnded && path !== this.path) {
      await this.#follow(this.path, { wait: defaultWait });
    }
  }
}
