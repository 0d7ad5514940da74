import type { FastifyInstance, FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import { z } from 'zod'
import { OperationError } from '../../../kernel/contract/error.ts'
import { foldEmail } from '../account/email.ts'
import type { AccessContext, DemoPeople } from '../context.ts'
import { visitorOf } from '../request/visitor.ts'
import { sessionSeconds, startSession } from '../session/session.ts'

const loopback = /^(127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/
const localNames = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/
const forwarding = ['forwarded', 'x-forwarded-for', 'x-real-ip']

/** The connection itself comes from this machine; one that a proxy passed on does not. */
function isLocal(request: FastifyRequest): boolean {
  const address = request.raw.socket.remoteAddress ?? ''
  // A name that another site points at this machine (DNS rebinding) is not one of this machine's own.
  const named = localNames.test(request.headers.host ?? '')
  return named && loopback.test(address) && forwarding.every((name) => request.headers[name] === undefined)
}

const nothingHere = () => new OperationError('not-found', 'There is nothing at this address.')

/** Sign-in without a password, for demonstrations on this machine. Elsewhere these addresses do not exist. */
export function demoRoutes(scope: FastifyInstance, context: AccessContext): void {
  const { demo, cookies, database } = context
  if (!demo) return
  const peopleFor = async (request: FastifyRequest): Promise<Awaited<ReturnType<DemoPeople['people']>>> => {
    if (!isLocal(request)) throw nothingHere()
    return demo.people()
  }

  scope.get('/demo-people', async (request) =>
    (await peopleFor(request)).map(({ name, email, role }) => ({ name, email, role })),
  )

  scope.post('/demo-sign-in', async (request, reply) => {
    const people = await peopleFor(request)
    const sent = z.object({ email: z.string().max(320) }).safeParse(request.body)
    const email = sent.success ? foldEmail(sent.data.email) : ''
    if (!people.some((person) => foldEmail(person.email) === email))
      throw new OperationError('not-found', 'There is no such person in this demonstration.')
    const session = await database.write({ role: 'app' }, async (db) => {
      const { rows } = await sql<{ id: string }>`
        select u.id from auth.user u where u.email = ${email} and auth.may_enter(u.id)`.execute(db)
      if (!rows[0]) throw new OperationError('not-found', 'This person cannot sign in.')
      return startSession(context, db, rows[0].id, false, visitorOf(request))
    })
    reply.header('set-cookie', cookies.session.write(session, sessionSeconds))
    return { second_factor: false }
  })
}
