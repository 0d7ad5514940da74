import type { Database } from '../db/database.ts'
import type { Sources } from '../ids.ts'
import type { Cookies } from './request/cookie.ts'
import type { Presentations } from './request/presented.ts'
import type { SecretKeys } from './secret-keys.ts'

/** Sends what only the owner of a mailbox may see. The mail module words it. */
export interface AccessMail {
  readonly sendPasswordReset: (message: {
    readonly email: string
    readonly link: string
    readonly expires_at: string
  }) => Promise<void>
}

/** A person as whom a visitor of a demonstration may look around without a password. */
export interface DemoPerson {
  readonly name: string
  readonly email: string
  readonly role: string
}

export interface DemoPeople {
  readonly people: () => Promise<readonly DemoPerson[]>
}

/** What every part of access works with. */
export interface AccessContext {
  readonly database: Database
  readonly sources: Sources
  readonly keys: SecretKeys
  readonly cookies: Cookies
  readonly presentations: Presentations
  /** Origin of the pages, without a trailing slash. */
  readonly baseUrl: string
  /** Requests to sign-in addresses that one network address may send in a minute. */
  readonly requestsPerMinute: number
  readonly mail?: AccessMail | undefined
  readonly demo?: DemoPeople | undefined
  /** Hash of a password nobody has: unknown addresses cost the same time as known ones. */
  readonly nobodysHash: string
}

/** The part of access that verifying a person needs. */
export type ProofContext = Pick<AccessContext, 'database' | 'sources' | 'keys' | 'nobodysHash'>
