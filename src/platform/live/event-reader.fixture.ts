/** One event of a stream, as a browser would hand it over. */
export interface ReadEvent {
  readonly event: string
  readonly data: Record<string, unknown>
}

/** Reads server-sent events from an address until it is closed, by either side. */
export class EventReader {
  readonly #abort = new AbortController()
  readonly #waiting: { wanted: (one: ReadEvent) => boolean; found: (one: ReadEvent) => void }[] = []
  readonly heard: ReadEvent[] = []
  readonly ended: Promise<void>
  /** Signs of life so far. */
  beats = 0

  private constructor(body: ReadableStream<Uint8Array>) {
    this.ended = this.#read(body)
  }

  static async open(url: string, headers: Record<string, string>): Promise<EventReader> {
    const abort = new AbortController()
    const answer = await fetch(url, { headers, signal: abort.signal })
    if (!answer.ok || !answer.body) throw new Error(`The stream answered ${answer.status}.`)
    const reader = new EventReader(answer.body)
    reader.#abort.signal.addEventListener('abort', () => abort.abort())
    await reader.next(({ event }) => event === 'ready')
    return reader
  }

  /** The first event, heard already or to come, that is wanted. */
  next(wanted: (one: ReadEvent) => boolean): Promise<ReadEvent> {
    const known = this.heard.find(wanted)
    if (known) return Promise.resolve(known)
    return new Promise((found) => this.#waiting.push({ wanted, found }))
  }

  close(): void {
    this.#abort.abort()
  }

  async #read(body: ReadableStream<Uint8Array>): Promise<void> {
    let text = ''
    const decoder = new TextDecoder()
    try {
      for await (const chunk of body) {
        text += decoder.decode(chunk, { stream: true })
        const blocks = text.split('\n\n')
        text = blocks.pop() ?? ''
        for (const block of blocks) this.#hear(block)
      }
    } catch {
      // Closed from this side.
    }
  }

  #hear(block: string): void {
    if (block.startsWith(':')) this.beats += 1
    const event = /^event: (.*)$/m.exec(block)?.[1]
    if (event === undefined) return
    const one = { event, data: JSON.parse(/^data: (.*)$/m.exec(block)?.[1] ?? '{}') }
    this.heard.push(one)
    for (const { wanted, found } of this.#waiting) if (wanted(one)) found(one)
  }
}
