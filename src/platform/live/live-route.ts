import type { FastifyInstance, FastifyRequest } from 'fastify'
import { sameActor } from '../access/request/known-actors.ts'
import { notSignedIn } from '../http/not-signed-in.ts'
import type { Actor } from '../operations/scope.ts'
import { EventStream } from './event-stream.ts'
import type { LiveChanges } from './live-changes.ts'

export interface LiveRouteOptions {
  readonly live: LiveChanges
  readonly authenticate: (request: FastifyRequest) => Promise<Actor | undefined>
  /** Who the request comes from now, without counting as use of the session. */
  readonly stillSignedIn: (request: FastifyRequest) => Promise<Actor | undefined>
  /** Refuses a client that asks too often. */
  readonly admit: (request: FastifyRequest) => void
  /** How often each stream is held against the session it was opened with. */
  readonly beatMs?: number | undefined
}

const retryMs = 3000

/**
 * `GET /events`: what others change, as server-sent events, for as long as the page is open and its session holds.
 * Nothing is replayed: a page that reconnects reads again what it shows.
 */
export function liveRoute(api: FastifyInstance, options: LiveRouteOptions): void {
  const open = new Set<() => void>()
  api.addHook('preClose', async () => {
    for (const end of open) end()
  })

  api.get('/events', async (request, reply) => {
    options.admit(request)
    const actor = await options.authenticate(request)
    if (!actor) throw notSignedIn(request)
    const stream = new EventStream(reply.raw)
    const leave = options.live.listen({
      actor,
      changed: (changes) => stream.send('change', changes),
      missed: () => stream.send('missed'),
    })
    const beat = setInterval(() => {
      const checked = options.stillSignedIn(request)
      checked.then(
        (now) => (now && sameActor(now, actor) ? stream.beat() : end()),
        // The database is away: it is asked again at the next beat.
        () => stream.beat(),
      )
    }, options.beatMs ?? 15_000)
    const end = () => {
      clearInterval(beat)
      leave()
      open.delete(end)
      stream.end()
    }
    open.add(end)
    reply.raw.on('close', end)
    reply.hijack()
    stream.open(reply.getHeaders(), retryMs)
    stream.send('ready')
  })
}
