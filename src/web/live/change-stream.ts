/** What others changed of one register, as the server tells it: see docs/reference/live-changes.md. */
export interface RecordChanges {
  readonly register: string
  readonly created: readonly string[] | null
  readonly changed: readonly string[] | null
}

export interface ChangeListener {
  /** Several commits may be told together. */
  readonly changed: (changes: readonly RecordChanges[]) => void
  /** Something may have changed that was not told. */
  readonly missed: () => void
  /** The server does not talk to us: perhaps the session is over. */
  readonly refused: () => void
}

/** Commits that come close together are answered by one look, and pages do not all look at once. */
const gatherMs = () => 200 + Math.random() * 200
/** However much is committed, a page looks again this often at most. */
const restMs = 2000
const refusedWaitMs = 60_000

const together = (
  one: readonly string[] | null,
  other: readonly string[] | null,
): readonly string[] | null => (one === null || other === null ? null : [...new Set([...one, ...other])])

/** Several changes of one register as one. */
export function gathered(changes: readonly RecordChanges[]): RecordChanges[] {
  const byRegister = new Map<string, RecordChanges>()
  for (const one of changes) {
    const before = byRegister.get(one.register) ?? { register: one.register, created: [], changed: [] }
    byRegister.set(one.register, {
      register: one.register,
      created: together(before.created, one.created),
      changed: together(before.changed, one.changed),
    })
  }
  return [...byRegister.values()]
}

/**
 * Listens to what others change while the page is in front. A page that nobody looks at holds no connection; when it
 * comes back it is told that it missed something.
 * @returns how to stop.
 */
export function followChanges(listener: ChangeListener): () => void {
  let source: EventSource | null = null
  let known = false
  let told = 0
  let waiting: RecordChanges[] = []
  let timer: number | undefined
  let retry: number | undefined

  const tell = () => {
    timer = undefined
    // A person deciding in a dialog sees what they decide on; the rest waits until it is closed.
    if (document.querySelector('dialog[open]') !== null) return later(restMs)
    told = Date.now()
    const changes = gathered(waiting)
    waiting = []
    listener.changed(changes)
  }
  const later = (ms: number) => {
    timer ??= window.setTimeout(tell, ms)
  }
  const close = () => {
    source?.close()
    source = null
    window.clearTimeout(retry)
  }
  const open = () => {
    if (source !== null || document.visibilityState === 'hidden') return
    const made = new EventSource('/api/events')
    source = made
    made.addEventListener('ready', () => {
      if (known) listener.missed()
      known = true
    })
    made.addEventListener('missed', () => listener.missed())
    made.addEventListener('change', ({ data }) => {
      waiting.push(JSON.parse(data))
      later(Math.max(gatherMs(), told + restMs - Date.now()))
    })
    made.addEventListener('error', () => {
      // While it is only away the browser tries again by itself.
      if (made.readyState !== EventSource.CLOSED) return
      close()
      retry = window.setTimeout(open, refusedWaitMs)
      listener.refused()
    })
  }
  const look = () => (document.visibilityState === 'hidden' ? close() : open())

  document.addEventListener('visibilitychange', look)
  open()
  return () => {
    document.removeEventListener('visibilitychange', look)
    window.clearTimeout(timer)
    close()
  }
}
