import type { Sources } from '../ids.ts'
import { newToken } from './token.ts'

const prefix = 'plk_'

/** A key as a program sends it. Shown once; only its hash is kept. */
export const newApiKey = (sources: Sources): string => `${prefix}${newToken(sources)}`

export const isApiKey = (text: string): boolean => /^plk_[\w-]{43}$/.test(text)
