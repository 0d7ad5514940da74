import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { OperationError } from '../../kernel/contract/error.ts'
import { acceptInvitation, readInvitation } from './account/invitation.ts'
import type { AccessContext } from './context.ts'
import { changePassword } from './password/change-password.ts'
import { mailReset, readReset, resetPassword } from './password/reset.ts'
import { deviceSeconds, newDevice } from './request/device.ts'
import { assertFromOwnPage } from './request/own-page.ts'
import { visitorOf } from './request/visitor.ts'
import { renewRecoveryCodes } from './second-factor/recovery-code.ts'
import {
  confirmSecondFactor,
  enrolSecondFactor,
  readSecondFactor,
  removeSecondFactor,
} from './second-factor/second-factor-enrolment.ts'
import { endSession, requireUser, sessionSeconds } from './session/session.ts'
import { sessionRoutes } from './session/session-routes.ts'
import { demoRoutes } from './sign-in/demo.ts'
import { type Entered, pendingSeconds, proveSecondFactor, type SignIn, signIn } from './sign-in/sign-in.ts'

const email = z.string().trim().min(3).max(320)
// Longer than any password that may be taken, short enough to hash.
const password = z.string().min(1).max(1000)
/** One that was cut short opens nothing either, and is told so in the same words. */
const token = z.string().max(100)
const code = z.string().min(1).max(50)

const bodies = {
  signIn: z.strictObject({ email, password }),
  code: z.strictObject({ code }),
  email: z.strictObject({ email }),
  token: z.strictObject({ token }),
  newPassword: z.strictObject({ token, password }),
  password: z.strictObject({ password }),
  proof: z.strictObject({ password, code: code.optional() }),
  changedPassword: z.strictObject({ password, new_password: password }),
}

/** @throws invalid-input, naming what to correct; values are not repeated, they may be passwords. */
export function parse<Output>(schema: z.ZodType<Output>, sent: unknown): Output {
  const parsed = schema.safeParse(sent)
  if (parsed.success) return parsed.data
  const issues = parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }))
  const where = issues.map(({ path, message }) => (path ? `${path}: ${message}` : message)).join('; ')
  throw new OperationError(
    'invalid-input',
    `Nothing was changed. Correct this and send it again: ${where}.`,
    {
      issues,
    },
  )
}

/** Sets the cookie that a sign-in has come to, and answers whether a second factor is asked for. */
function answerSignIn(context: AccessContext, reply: FastifyReply, reached: SignIn) {
  if (reached.second_factor)
    reply.header('set-cookie', context.cookies.pending.write(reached.pending, pendingSeconds))
  else enter(context, reply, reached)
  return { second_factor: reached.second_factor }
}

/** Sets the cookie of a session, and has the browser known from which it was begun. */
function enter(context: AccessContext, reply: FastifyReply, { session, email }: Entered): void {
  const { cookies } = context
  reply.header('set-cookie', [
    cookies.session.write(session, sessionSeconds),
    cookies.device.write(newDevice(context, email), deviceSeconds),
  ])
}

/** What every sign-in route shares: the rate for each network address, our own pages only. */
function guard(scope: FastifyInstance, context: AccessContext): void {
  scope.addHook('onRequest', scope.rateLimit({ max: context.requestsPerMinute, timeWindow: 60_000 }))
  scope.addHook('onRequest', async (request) => {
    assertFromOwnPage(request.method, request.headers, context.baseUrl)
  })
}

/** Registers `/auth/...` on an instance that stands below `/api` and has @fastify/rate-limit. */
export async function accessRoutes(app: FastifyInstance, context: AccessContext): Promise<void> {
  await app.register(
    async (scope) => {
      guard(scope, context)
      signInRoutes(scope, context)
      passwordRoutes(scope, context)
      linkRoutes(scope, context)
      secondFactorRoutes(scope, context)
      sessionRoutes(scope, context)
      demoRoutes(scope, context)
    },
    { prefix: '/auth' },
  )
}

function signInRoutes(scope: FastifyInstance, context: AccessContext): void {
  const { cookies } = context

  scope.post('/sign-in', async (request, reply) => {
    const sent = parse(bodies.signIn, request.body)
    return answerSignIn(context, reply, await signIn(context, sent.email, sent.password, visitorOf(request)))
  })

  scope.post('/second-factor', async (request, reply) => {
    const sent = parse(bodies.code, request.body)
    const pending = cookies.pending.read(request.headers.cookie)
    enter(context, reply, await proveSecondFactor(context, pending, sent.code, visitorOf(request)))
    reply.header('set-cookie', cookies.pending.write('', 0))
    return { second_factor: false }
  })

  scope.post('/sign-out', async (request, reply) => {
    await endSession(context, request.headers)
    reply.header('set-cookie', [cookies.session.write('', 0), cookies.pending.write('', 0)])
    return {}
  })
}

function passwordRoutes(scope: FastifyInstance, context: AccessContext): void {
  scope.post('/password', async (request, reply) => {
    const user = await requireUser(context, request.headers)
    const sent = parse(bodies.changedPassword, request.body)
    const session = await changePassword(context, user, sent.password, sent.new_password, visitorOf(request))
    reply.header('set-cookie', context.cookies.session.write(session, sessionSeconds))
    return {}
  })
}

function linkRoutes(scope: FastifyInstance, context: AccessContext): void {
  scope.post('/reset-request', async (request, reply) => {
    const sent = parse(bodies.email, request.body)
    // Not awaited: the answer and its time are the same whether the address has an account or not.
    mailReset(context, sent.email).catch((error: Error) => request.log.error(error))
    return reply.code(202).send({})
  })

  scope.get('/reset', async (request) => readReset(context, parse(bodies.token, request.query).token))

  scope.post('/reset', async (request, reply) => {
    const sent = parse(bodies.newPassword, request.body)
    const { email } = await resetPassword(context, sent.token, sent.password, visitorOf(request))
    reply.header('set-cookie', context.cookies.device.write(newDevice(context, email), deviceSeconds))
    return {}
  })

  scope.get('/invitation', async (request) =>
    readInvitation(context, parse(bodies.token, request.query).token),
  )

  scope.post('/invitation', async (request, reply) => {
    const sent = parse(bodies.newPassword, request.body)
    return answerSignIn(
      context,
      reply,
      await acceptInvitation(context, sent.token, sent.password, visitorOf(request)),
    )
  })
}

function secondFactorRoutes(scope: FastifyInstance, context: AccessContext): void {
  const userOf = (request: FastifyRequest) => requireUser(context, request.headers)

  scope.get('/totp', async (request) => readSecondFactor(context, await userOf(request)))

  scope.post('/totp', async (request) => {
    const user = await userOf(request)
    return enrolSecondFactor(context, user, parse(bodies.password, request.body).password)
  })

  scope.post('/totp/confirmation', async (request, reply) => {
    const user = await userOf(request)
    const { code } = parse(bodies.code, request.body)
    const session = await confirmSecondFactor(context, user, code, visitorOf(request))
    reply.header('set-cookie', context.cookies.session.write(session, sessionSeconds))
    return {}
  })

  scope.post('/totp/recovery-codes', async (request) => {
    const user = await userOf(request)
    return renewRecoveryCodes(context, user, parse(bodies.proof, request.body))
  })

  scope.delete('/totp', async (request, reply) => {
    const user = await userOf(request)
    const sent = parse(bodies.proof, request.body)
    const session = await removeSecondFactor(context, user, sent, visitorOf(request))
    reply.header('set-cookie', context.cookies.session.write(session, sessionSeconds))
    return {}
  })
}
