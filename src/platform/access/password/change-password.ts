import { recordOwn } from '../account/record-own.ts'
import type { AccessContext } from '../context.ts'
import type { Visitor } from '../request/visitor.ts'
import { type SignedInUser, startSession } from '../session/session.ts'
import { hashPassword } from './password-hash.ts'
import { assertPasswordAllowed } from './password-policy.ts'
import { askPassword } from './prove-password.ts'
import { keepPassword } from './reset.ts'

/**
 * Changes the password of someone who is signed in and shows the present one. Every other session ends.
 * @returns the token of the session that goes on.
 * @throws invalid-input when the present password is wrong or the new one may not be taken.
 */
export async function changePassword(
  context: AccessContext,
  user: SignedInUser,
  password: string,
  newPassword: string,
  visitor: Visitor,
): Promise<string> {
  const { database, sources } = context
  const { succeed } = await askPassword(context, user, password)
  assertPasswordAllowed(newPassword, user.email, 'new_password')
  const hash = await hashPassword(newPassword, sources)
  return database.write({ role: 'app' }, async (db) => {
    await recordOwn(db, sources, user.user_id, 'account.change-password')
    await succeed(db)
    await keepPassword(db, user.user_id, hash, sources.now())
    return startSession(context, db, user.user_id, user.second_factor, visitor)
  })
}
