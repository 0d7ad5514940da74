import { readable } from '../../messages/words.ts'
import { say } from '../text.ts'

/** What a key may do, in words: `ai-system:read` is AI system: read; `*` stands for all of them. */
export function scopeText(scope: string): string {
  const [subject = '', verb = ''] = scope.split(':')
  if (scope === '*') return say('key.may_all')
  if (scope === '*:read') return say('key.may_read')
  const what = subject === '*' ? say('key.any_register') : readable(subject)
  return verb === '*' ? what : say('key.may', { what, verb: readable(verb).toLowerCase() })
}
