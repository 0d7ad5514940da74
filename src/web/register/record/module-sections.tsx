import { lazy } from 'react'
import type { AnyRegister } from '../../../kernel/register/register.ts'
import { webModules } from '../../../modules/web.ts'
import { useSession } from '../../client/session.ts'

const sections = webModules.flatMap(({ name, sections: own = [] }) =>
  own.map(({ register, permission, load }) => ({
    key: `${name}/${register}`,
    register,
    permission,
    Section: lazy(async () => ({ default: (await load()).Section })),
  })),
)

/** What other modules know about this record, each as a section of its own; they appear together. */
export function ModuleSections({
  register,
  recordId,
}: {
  register: Pick<AnyRegister, 'name'>
  recordId: string
}) {
  const { permissions } = useSession()
  const shown = sections.filter(
    (one) => one.register === register.name && permissions[one.permission] !== undefined,
  )
  return shown.map(({ key, Section }) => <Section key={key} recordId={recordId} />)
}
