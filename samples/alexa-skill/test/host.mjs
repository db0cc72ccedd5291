import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, afterEach, before, beforeEach } from 'node:test';
import { fileURLToPath } from 'node:url';
import { createSkill } from '../lambda/index.mjs';
import { report, Session } from './alexa.mjs';

const program = fileURLToPath(new URL('../../../CarSearch.Local/bin/Debug/net10.0/CarSearch.Local.dll', import.meta.url));

const key = 'a-key-of-the-skill-in-tests';

/** Starts a host for the tests of a suite, and a session for each of them. `set` gets the host, the skill and the session. */
export function useHost(set, { settings, ...options } = {}) {
  let host, skill;
  before(async () => {
    host = await startHost(settings);
    skill = createSkill({ url: host.url, key, ...options });
  });
  after(() => host?.stop());
  beforeEach(() => set({ host, skill, session: new Session(skill) }));
  afterEach(report);
}

/** Starts an embedded host with simulated suppliers. Settings are those of the section CarSearch. */
async function startHost(settings = {}) {
  if (!existsSync(program)) {
    throw new Error('The embedded host is not built. Run: dotnet build CarSearch.Local');
  }

  const folder = mkdtempSync(join(tmpdir(), 'carsearch-'));
  const all = {
    Database: join(folder, 'carsearch.db'), Keys__alexa: key, Simulated__LatencyScale: 0, Simulated__FaultRate: 0, ...settings,
  };
  const environment = Object.fromEntries(Object.entries(all).map(([name, value]) => [`CarSearch__${name}`, String(value)]));
  const host = spawn('dotnet', [program, '--urls', 'http://127.0.0.1:0'], {
    env: { ...process.env, ...environment }, stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise(resolve => host.once('exit', resolve));
  const lines = [];
  const url = await new Promise((resolve, reject) => {
    createInterface(host.stdout).on('line', line => {
      lines.push(line);
      const address = /Now listening on: (\S+)/.exec(line);
      if (address) {
        resolve(address[1]);
      }
    });
    ended.then(() => reject(new Error(`The host has stopped:\n${lines.join('\n')}`)));
  });

  return {
    url,
    async stop() {
      host.kill();
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
    /** Sends a request to the API, as a client beside the skill. */
    async request(path, options = {}) {
      const response = await fetch(url + path, { ...options, headers: { 'x-functions-key': key } });
      return response.status === 204 ? undefined : await response.json();
    },
  };
}
