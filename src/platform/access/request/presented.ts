import { isId } from '../../ids.ts'
import { isApiKey } from '../api-key/api-key.ts'
import { hashToken } from '../token.ts'
import type { Cookies } from './cookie.ts'
import type { Headers } from './own-page.ts'

/** What a request presents to say who sends it. */
export interface Presented {
  /** Tells it from what others present. */
  readonly key: string
  readonly token: boolean
  readonly hash: Buffer
  readonly wanted: { readonly id: string | null; readonly strict: boolean }
}

export type Request = { readonly method: string; readonly headers: Headers }

/** What requests under way present, each read once: whether one is let through and who sends it ask for the same. */
export class Presentations {
  readonly #cookies: Cookies
  readonly #known = new WeakMap<Request, Presented | 'nothing'>()

  constructor(cookies: Cookies) {
    this.#cookies = cookies
  }

  of(request: Request): Presented | undefined {
    let known = this.#known.get(request)
    if (known === undefined) {
      known = readPresented(this.#cookies, request.headers) ?? 'nothing'
      this.#known.set(request, known)
    }
    return known === 'nothing' ? undefined : known
  }
}

/** The API key of `Authorization: Bearer plk_...`; undefined without that header. */
function bearer(headers: Headers): string | undefined {
  const { authorization } = headers
  return typeof authorization === 'string' ? /^Bearer +(\S+)$/i.exec(authorization)?.[1] : undefined
}

/** Which organization the request names: a header decides, a cookie only prefers. */
function wantedOrganization(cookies: Cookies, headers: Headers): { id: string | null; strict: boolean } {
  const named = headers['x-plumbline-organization']
  if (named !== undefined) return { id: typeof named === 'string' ? named : '', strict: true }
  return { id: cookies.organization.read(headers.cookie) ?? null, strict: false }
}

function readPresented(cookies: Cookies, headers: Headers): Presented | undefined {
  const apiKey = bearer(headers)
  if (headers.authorization !== undefined && (apiKey === undefined || !isApiKey(apiKey))) return undefined
  const token = apiKey === undefined ? cookies.session.read(headers.cookie) : undefined
  const credential = apiKey ?? token
  if (credential === undefined) return undefined
  const wanted = wantedOrganization(cookies, headers)
  if (wanted.id !== null && !isId(wanted.id)) {
    if (wanted.strict) return undefined
    wanted.id = null
  }
  const hash = hashToken(credential)
  const key = `${hash.toString('base64')}/${wanted.id}/${wanted.strict}`
  return { key, token: token !== undefined, hash, wanted }
}
