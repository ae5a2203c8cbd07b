import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

function setting(name: string): string {
  const value = process.env[name];
  if (!value) {
    throw new Error(`${name} is not set`);
  }
  return value;
}

/** The edge and the programme on it, as whoever started them tells. */
export const EDGE = new URL(setting('TRIBUTARY_EDGE'));
export const KEY = setting('TRIBUTARY_PAGE_KEY');
export const CAMPAIGN = setting('TRIBUTARY_CAMPAIGN');
export const CODE = setting('TRIBUTARY_CODE');
/** The key of a tenant that wants no fingerprints. */
export const PLAIN_KEY = setting('TRIBUTARY_PLAIN_KEY');
/** Port of the advertiser's site, which the campaign's landing page names. */
export const PORT = Number(setting('TRIBUTARY_SITE_PORT'));

export const SHOP = `http://shop.acme.localhost:${PORT}`;
export const FOREIGN = `http://evil.localhost:${PORT}`;
export const PARTNER = `http://pay.partner.localhost:${PORT}`;
/** The edge under a name of the site. */
export const TRACK = `http://track.acme.localhost:${EDGE.port}`;

/** A request that was passed on to the edge, with its answer. */
export interface Passed {
  path: string;
  body: string;
  status: number;
  answer: string;
}

function read(message: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    message.on('data', (chunk) => chunks.push(chunk));
    message.on('end', () => resolve(Buffer.concat(chunks)));
  });
}

/**
 * The advertiser's site on all its host names. Below `/_t/` it passes requests on to the edge in the way of the proxy
 * snippets: without the prefix, with the headers that they add.
 */
export class Site {
  readonly passed: Passed[] = [];
  /** What the pages hold, by path; `%s` stands for nothing. */
  head = '';
  body = '';
  policy = '';
  private server: Server | undefined;
  private readonly down = new Set<string>();

  async open(): Promise<void> {
    this.server = createServer((incoming, outgoing) => void this.answer(incoming, outgoing));
    await new Promise<void>((resolve) => this.server?.listen(PORT, '127.0.0.1', resolve));
    if ((this.server.address() as AddressInfo).port !== PORT) {
      throw new Error('not on its port');
    }
  }

  async close(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise((resolve) => this.server?.close(resolve));
  }

  /** Whether the edge is reached below a path. */
  reachable(path: string, is: boolean): void {
    if (is) {
      this.down.delete(path);
    } else {
      this.down.add(path);
    }
  }

  private async answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const url = incoming.url ?? '/';
    if (url.startsWith('/_t/')) {
      await this.pass(incoming, outgoing, url.slice('/_t'.length));
      return;
    }
    outgoing.writeHead(200, {
      'Content-Type': 'text/html; charset=utf-8',
      ...(this.policy && { 'Content-Security-Policy': this.policy }),
    });
    outgoing.end(
      `<!doctype html><html lang="en"><head><title>Shop</title>${this.head}</head><body>${this.body}</body>`,
    );
  }

  private async pass(incoming: IncomingMessage, outgoing: ServerResponse, path: string): Promise<void> {
    if ([...this.down].some((prefix) => path.startsWith(prefix))) {
      outgoing.destroy();
      return;
    }
    const sent = await read(incoming);
    const { host, ...headers } = incoming.headers;
    const passed = request(
      {
        host: '127.0.0.1',
        port: EDGE.port,
        method: incoming.method,
        path,
        headers: {
          ...headers,
          host,
          'x-forwarded-for': '203.0.113.9',
          'x-forwarded-proto': 'http',
        },
      },
      async (answer) => {
        const received = await read(answer);
        this.passed.push({
          path,
          body: sent.toString(),
          status: answer.statusCode ?? 0,
          answer: answer.headers['content-encoding'] ? '' : received.toString(),
        });
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        outgoing.end(received);
      },
    );
    passed.on('error', () => outgoing.destroy());
    passed.end(sent);
  }
}
