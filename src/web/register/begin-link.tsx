import { Link } from '@tanstack/react-router'
import type { Beginning } from '../app/web-module.ts'
import { useSession } from '../client/session.ts'
import { t } from '../messages/message.ts'
import { manyOf } from '../messages/words.ts'
import { buttonClass } from '../ui/button.tsx'

/** Leads to where records of a register begin, when that is not their own form; nowhere for who finds no such page. */
export function BeginLink({ to: { plural, id, name, permission } }: { to: Beginning }) {
  const { permissions } = useSession()
  if (permission !== undefined && permissions[permission] === undefined) return null
  const look = { className: buttonClass('primary'), children: t('empty.go', { many: manyOf({ name }) }) }
  return id === undefined ? (
    <Link to="/$plural" params={{ plural }} {...look} />
  ) : (
    <Link to="/$plural/$id" params={{ plural, id }} {...look} />
  )
}
