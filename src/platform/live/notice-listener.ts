import pg from 'pg'
import { type CommitNotice, channel, type SentNotice } from './commit-notices.ts'

export interface ListenerOptions {
  /** Straight to the database: a transaction pooler forgets who listens. */
  readonly url: string
  /** This process's own notices, which it has handled before. */
  readonly sender: string
  readonly heard: (notice: CommitNotice) => void
  /** The connection was lost: notices may have been missed. */
  readonly missed: () => void
}

const firstWaitMs = 1000
const longestWaitMs = 30_000

function noticeIn(payload: string | undefined): SentNotice | undefined {
  try {
    const told = JSON.parse(payload ?? '') as Partial<SentNotice>
    const { sender, organization_id, operation_ids } = told
    if (typeof sender !== 'string' || typeof organization_id !== 'string') return undefined
    return Array.isArray(operation_ids) ? { sender, organization_id, operation_ids } : undefined
  } catch {
    return undefined
  }
}

/** Listens to what other processes commit, on one direct connection that is opened again when it breaks. */
export class NoticeListener {
  readonly #options: ListenerOptions
  #client: pg.Client | undefined
  #retry: NodeJS.Timeout | undefined
  #waitMs = firstWaitMs
  #stopped = false
  #heardBefore = false

  constructor(options: ListenerOptions) {
    this.#options = options
  }

  /** Begins to listen. A database that is away now is tried again, so this does not fail. */
  async start(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.#options.url,
      application_name: 'plumbline-listen',
      keepAlive: true,
      connectionTimeoutMillis: 5000,
    })
    this.#client = client
    client.on('notification', ({ payload }) => {
      const notice = noticeIn(payload)
      if (notice && notice.sender !== this.#options.sender) this.#options.heard(notice)
    })
    client.on('error', () => undefined)
    client.on('end', () => this.#again())
    try {
      await client.connect()
      await client.query(`listen ${channel}`)
    } catch {
      await client.end().catch(() => undefined)
      return this.#again()
    }
    this.#waitMs = firstWaitMs
    if (this.#heardBefore) this.#options.missed()
    this.#heardBefore = true
  }

  #again(): void {
    if (this.#stopped || this.#retry) return
    this.#retry = setTimeout(() => {
      this.#retry = undefined
      void this.start()
    }, this.#waitMs)
    this.#retry.unref()
    this.#waitMs = Math.min(this.#waitMs * 2, longestWaitMs)
  }

  async stop(): Promise<void> {
    this.#stopped = true
    clearTimeout(this.#retry)
    await this.#client?.end().catch(() => undefined)
  }
}
