import type { ServerResponse } from 'node:http'

/** A page that does not read its events is disconnected when this much waits for it. */
const mostWaiting = 262_144

/** Server-sent events on one response (WHATWG HTML, 9.2). */
export class EventStream {
  readonly #response: ServerResponse

  constructor(response: ServerResponse) {
    this.#response = response
  }

  /** Answers, and asks the browser to come back after `retryMs` when the stream ends. */
  open(headers: Readonly<Record<string, string | number | string[] | undefined>>, retryMs: number): void {
    const told = Object.entries(headers).filter(([, value]) => value !== undefined)
    this.#response.writeHead(200, {
      ...Object.fromEntries(told),
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      // Nothing follows on this connection, so that a server that stops need not wait for it.
      connection: 'close',
      // Proxies that gather answers before they pass them on would keep events back.
      'x-accel-buffering': 'no',
    })
    this.#write(`retry: ${retryMs}\n\n`)
  }

  send(event: string, data: object = {}): void {
    this.#write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
  }

  /** Keeps the connection from being taken for dead. */
  beat(): void {
    this.#write(':\n\n')
  }

  end(): void {
    this.#response.end()
  }

  #write(text: string): void {
    if (this.#response.writableEnded || this.#response.destroyed) return
    this.#response.write(text)
    if (this.#response.writableLength > mostWaiting) this.#response.destroy()
  }
}
