import { OperationError } from '../../../kernel/contract/error.ts'

const codeRefused = (message: string, what: string) =>
  new OperationError('invalid-input', `Nothing was changed: ${what}`, { issues: [{ path: 'code', message }] })

/** Something about the second factor is to be changed, and it was not shown. */
export const codeMissing = () =>
  codeRefused(
    'is missing',
    'a code of your authenticator app or a recovery code is needed. Without either, an administrator can remove the second factor.',
  )

/** What was shown as a code of the second factor is none, or no longer. */
export const codeWrong = () =>
  codeRefused(
    'is wrong',
    'the code is wrong or was used before. Wait for the next one, or use a recovery code.',
  )
