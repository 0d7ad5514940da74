import { queryOptions } from '@tanstack/react-query'
import { send } from '../../client/request.ts'

/*
 * What a person does with their own account is no operation of an organization: these are plain endpoints.
 */
const auth = (method: 'GET' | 'POST', path: string, input: Readonly<Record<string, unknown>>) =>
  send({ method, path: `/auth/${path}`, versioned: false }, input)

/** What an authenticator app needs, told once. */
export interface Enrolment {
  readonly uri: string
  readonly secret: string
  readonly recovery_codes: readonly string[]
}

/** @throws Problem */
export const changePassword = (password: string, newPassword: string) =>
  auth('POST', 'password', { password, new_password: newPassword })

interface SecondFactorState {
  readonly enabled: boolean
  readonly recovery_codes_left: number
}

export const secondFactorQuery = queryOptions({
  queryKey: ['second-factor'],
  queryFn: () => auth('GET', 'totp', {}) as Promise<SecondFactorState>,
})

/** @throws Problem */
export const enrolSecondFactor = (password: string) =>
  auth('POST', 'totp', { password }) as Promise<Enrolment>

/** @throws Problem */
export const confirmSecondFactor = (code: string) => auth('POST', 'totp/confirmation', { code })

/**
 * New recovery codes, told once; the earlier ones stop working.
 * @throws Problem
 */
export const renewRecoveryCodes = (password: string, code: string) =>
  auth('POST', 'totp/recovery-codes', { password, code }) as Promise<Pick<Enrolment, 'recovery_codes'>>

/** @throws Problem */
export const removeSecondFactor = (password: string, code: string) =>
  send({ method: 'DELETE', path: '/auth/totp', versioned: false }, {}, { secret: { password, code } })

/** A session of one's own, as the server tells of it. */
export interface OwnSession {
  readonly id: string
  readonly current: boolean
  readonly signed_in_at: string
  readonly last_seen_at: string
  readonly second_factor: boolean
  readonly agent: string | null
  readonly address: string | null
}

export const sessionsQuery = queryOptions({
  queryKey: ['own-sessions'],
  queryFn: () => auth('GET', 'sessions', {}) as Promise<{ readonly items: readonly OwnSession[] }>,
})

/** @throws Problem */
export const endSession = (id: string) =>
  send({ method: 'DELETE', path: '/auth/sessions/:id', versioned: false }, { id })

/** @throws Problem */
export const endOtherSessions = () => send({ method: 'DELETE', path: '/auth/sessions', versioned: false }, {})
