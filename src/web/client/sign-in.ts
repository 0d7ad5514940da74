import { send } from './request.ts'

/*
 * Signing in happens before there is an organization, so these are plain endpoints and not operations.
 */
const post = (path: string, input: Readonly<Record<string, unknown>>) =>
  send({ method: 'POST', path: `/auth/${path}`, versioned: false }, input)

const read = (path: string, input: Readonly<Record<string, unknown>>) =>
  send({ method: 'GET', path: `/auth/${path}`, versioned: false }, input)

export interface DemoPerson {
  readonly name: string
  readonly email: string
  readonly role: string
}

export interface Invitation {
  readonly organization: string
  readonly name: string
  readonly email: string
  /** The address has an account: its password is asked for, not a new one. */
  readonly has_account: boolean
}

type SignedIn = { readonly second_factor: boolean }

export const signIn = (email: string, password: string) =>
  post('sign-in', { email, password }) as Promise<SignedIn>
export const giveSecondFactor = (code: string) => post('second-factor', { code })
export const signInAsDemoPerson = (email: string) => post('demo-sign-in', { email })
export const requestReset = (email: string) => post('reset-request', { email })
export const readReset = (token: string) => read('reset', { token }) as Promise<{ readonly email: string }>
export const resetPassword = (token: string, password: string) => post('reset', { token, password })
export const readInvitation = (token: string) => read('invitation', { token }) as Promise<Invitation>
export const acceptInvitation = (token: string, password: string) =>
  post('invitation', { token, password }) as Promise<SignedIn>

/** The people of the demo, or none when this is not one. */
export async function demoPeople(): Promise<readonly DemoPerson[]> {
  try {
    return (await read('demo-people', {})) as readonly DemoPerson[]
  } catch {
    return []
  }
}

/** Ends the session here. Loading the page anew forgets everything it showed. */
export async function leave(): Promise<void> {
  // What the page still waits for would be answered that nobody is signed in.
  window.stop()
  await post('sign-out', {}).catch(() => {})
  window.location.assign('/sign-in')
}
