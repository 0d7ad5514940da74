import { hash } from 'node:crypto'
import type { Sources } from '../ids.ts'

/** 256 random bits in base64url, 43 characters: what a cookie, a one-time link or an API key carries. */
export const newToken = (sources: Sources): string =>
  Buffer.from(sources.randomBytes(32)).toString('base64url')

/** What is kept of a token. Its 256 bits cannot be guessed, so an unsalted fast hash is enough. */
export const hashToken = (token: string): Buffer => hash('sha256', token, 'buffer')
