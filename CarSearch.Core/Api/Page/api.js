// Sends the requests of the page, and keeps what the developer drawer shows of them.

import { texts } from './texts.js';

const shownHeaders = ['Location', 'Retry-After', 'ETag', 'Preference-Applied', 'Content-Type', 'WWW-Authenticate'];
const listeners = [];
let accessKey = '';

/** The path of the API, by that of this module. */
export const root = new URL('..', import.meta.url).pathname;

/** Sets the access key of the requests that follow. It is kept in memory only. */
export const setAccessKey = value => { accessKey = value; };

/** Subscribes to the requests: the listener is called when one starts and again when it ends. */
export const onRequest = listener => listeners.push(listener);

/**
 * Sends a request. Returns its status, headers and JSON. An error of the API has its problem details in `problem`; a host that cannot be
 * reached has the status 0.
 */
export async function send(method, path, { body, signal } = {}) {
  const headers = {};
  if (accessKey !== '') {
    headers['x-functions-key'] = accessKey;
  }
  if (body !== undefined) {
    headers['Content-Type'] = 'application/json';
  }
  const text = body === undefined ? undefined : JSON.stringify(body);
  const entry = { method, path, curl: curl(method, path, text), status: null, headers: [], milliseconds: null };
  const started = performance.now();
  notify(entry);
  try {
    const response = await fetch(path, { method, headers, body: text, signal, cache: 'no-store', redirect: 'error' });
    const json = response.headers.get('Content-Type')?.includes('json') ? await response.json() : null;
    entry.status = response.status;
    entry.headers = shownHeaders.filter(name => response.headers.has(name)).map(name => [name, response.headers.get(name)]);
    const result = { status: response.status, retryAfter: Number(response.headers.get('Retry-After')) || 0, body: json };
    return response.ok ? result : { ...result, problem: problemOf(response.status, json) };
  } catch (error) {
    if (signal?.aborted) {
      entry.status = texts.aborted;
      throw error;
    }
    entry.status = texts.unreachable;
    return { status: 0, retryAfter: 0, body: null, problem: { detail: texts.hostUnreachable } };
  } finally {
    entry.milliseconds = Math.round(performance.now() - started);
    notify(entry);
  }
}

/** Adds parameters to a path that may have a query already. */
export function withQuery(path, parameters) {
  const url = new URL(path, location.origin);
  for (const [name, value] of Object.entries(parameters)) {
    url.searchParams.set(name, value);
  }
  return url.pathname + url.search;
}

function problemOf(status, json) {
  if (json?.detail) {
    return json;
  }
  return { detail: status === 401 ? texts.keyRequired : texts.unexpectedStatus(status), needsKey: status === 401 };
}

function notify(entry) {
  for (const listener of listeners) {
    listener(entry);
  }
}

/** The command that sends the same request. The access key is a placeholder: what is copied may be shared. */
function curl(method, path, text) {
  const quote = value => `'${value.replaceAll("'", "'\\''")}'`;
  return [
    `curl -i ${method === 'GET' || method === 'POST' ? '' : `-X ${method} `}${quote(location.origin + path)}`,
    accessKey === '' ? null : '-H "x-functions-key: $CARSEARCH_KEY"',
    text === undefined ? null : "-H 'Content-Type: application/json'",
    text === undefined ? null : `-d ${quote(text)}`,
  ].filter(part => part !== null).join(' \\\n  ');
}
