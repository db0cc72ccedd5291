import { createServer } from 'node:http';

/** Starts a server that responds as an API out of the ordinary does. `respond` gets a request, and returns null to be silent. */
export async function startStub(respond) {
  const requests = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) {
      body += chunk;
    }

    requests.push({ method: request.method, url: request.url, headers: request.headers, body });
    const result = respond(requests.at(-1), requests.length);
    if (result === undefined) {
      request.socket.destroy();
    } else if (result) {
      const { status = 200, headers = {}, content } = result;
      response.writeHead(status, headers).end(typeof content === 'string' ? content : JSON.stringify(content));
    }
  });
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    requests,
    stop: () => {
      server.closeAllConnections();
      return new Promise(resolve => server.close(resolve));
    },
  };
}
