// What Alexa's user waits for in silence. Above, the session ends.
const maxSecondsToRetry = 10;

/** Says what an error of the API means for the conversation. */
export function failed(turn, error) {
  const { state, texts } = turn;
  console.error(error.message, error.cause ?? '');
  switch (error.status) {
    case 404:
    case 410:
      Object.assign(state, { token: undefined, offer: undefined, pending: ['start'] });
      return turn.ask('retry', texts.searchAgain, { say: texts.expired });
    case 429:
    case 503:
      if (error.retryAfter > maxSecondsToRetry) {
        return turn.end(texts.busyLater);
      }

      state.notBefore = Date.now() + error.retryAfter * 1000;
      return turn.ask('retry', texts.tryAgain, { say: texts.busy });
    case 0:
    case 500:
    case 502:
    case 504:
      return turn.ask('retry', texts.tryAgain, { say: texts.unreachable });
    default:
      return turn.end(texts.unavailable);
  }
}
