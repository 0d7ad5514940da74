import { IconInfoCircle } from '@tabler/icons-react'
import type { AnyRegister } from '../../../../kernel/register/register.ts'
import { useSession } from '../../../client/session.ts'
import { t } from '../../../messages/message.ts'
import { readable } from '../../../messages/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Notice } from '../../../ui/notice/notice.tsx'
import type { OpenList } from '../state/use-list-state.ts'
import { overwriteView } from './view-actions.ts'

const icon = <IconInfoCircle size={16} stroke={1.75} />

/** Says when a list does not show everything that its address or view asked for. */
export function ViewNotice({ register, list }: { register: AnyRegister; list: OpenList }) {
  const session = useSession()
  const { view, viewIsGone, leftOut, state, onState } = list
  if (viewIsGone)
    return (
      <Notice
        icon={icon}
        action={
          <Button look="quiet" onClick={() => onState(state)}>
            {t('view.dismiss')}
          </Button>
        }
      >
        {t('view.gone')}
      </Notice>
    )
  if (leftOut.length === 0) return null
  const names = leftOut.map(readable).join(', ')
  const own = view !== undefined && view.person_id === session.person.id
  const forget = () => (view === undefined ? onState(state) : void overwriteView(register, view, state))
  return (
    <Notice
      icon={icon}
      action={
        view === undefined || own ? (
          <Button look="quiet" onClick={forget}>
            {t(view === undefined ? 'view.dismiss' : 'view.forget')}
          </Button>
        ) : undefined
      }
    >
      {view === undefined
        ? t('view.left_out_of_link', { names })
        : t('view.left_out', { name: view.name, names })}
    </Notice>
  )
}
