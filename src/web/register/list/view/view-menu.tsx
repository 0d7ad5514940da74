import {
  IconBookmark,
  IconDeviceFloppy,
  IconLink,
  IconPencil,
  IconTrash,
  IconUser,
  IconUsers,
} from '@tabler/icons-react'
import { useState } from 'react'
import type { AnyRegister } from '../../../../kernel/register/register.ts'
import { type Session, useSession } from '../../../client/session.ts'
import { titleOf } from '../../../client/titles.ts'
import { t } from '../../../messages/message.ts'
import { Button } from '../../../ui/button.tsx'
import { Menu, type MenuItem } from '../../../ui/overlay/menu.tsx'
import { notify } from '../../../ui/overlay/toast.tsx'
import { showsView } from '../state/list-address.ts'
import { readListState, writeListState } from '../state/list-state.ts'
import type { OpenList } from '../state/use-list-state.ts'
import styles from '../toolbar/toolbar.module.css'
import { createView, overwriteView, removeView, renameView, setSharing } from './view-actions.ts'
import { ViewNameDialog } from './view-name-dialog.tsx'
import type { SavedView } from './view-query.ts'

interface Props {
  register: AnyRegister
  list: OpenList
}

const icon = { size: 14, stroke: 1.75 }

const holds = (session: Session, verb: string) => session.permissions[`view:${verb}`] !== undefined

function copyLink() {
  const copied = navigator.clipboard.writeText(window.location.href)
  void copied.then(() => notify({ text: t('view.copied') }))
}

/** What can be done with the open view; what the person may not do is not offered. */
function viewItems(register: AnyRegister, view: SavedView, session: Session, rename: () => void): MenuItem[] {
  const { name, shared } = view
  const own = view.person_id === session.person.id && holds(session, 'write')
  const removable = own || (shared && session.permissions['view:remove'] === 'all')
  const items: (MenuItem | false)[] = [
    own && {
      key: 'rename',
      label: t('view.rename', { name }),
      icon: <IconPencil {...icon} />,
      run: rename,
    },
    own &&
      !shared &&
      holds(session, 'share') && {
        key: 'share',
        label: t('view.share', { name }),
        icon: <IconUsers {...icon} />,
        run: () => void setSharing(register, view, true),
      },
    shared &&
      removable && {
        key: 'unshare',
        label: t('view.unshare', { name }),
        icon: <IconUser {...icon} />,
        run: () => void setSharing(register, view, false),
      },
    removable && {
      key: 'remove',
      label: t('view.remove', { name }),
      icon: <IconTrash {...icon} />,
      run: () => void removeView(register, view, own),
    },
  ]
  return items.filter((item) => item !== false)
}

/** Saved views of a list: opening, saving, renaming, sharing, removing. */
export function ViewMenu({ register, list }: Props) {
  const { state, onState, views, view, openView } = list
  const session = useSession()
  const [naming, setNaming] = useState<'new' | SavedView | null>(null)
  const own = (one: SavedView) => one.person_id === session.person.id
  const usual = Object.keys(writeListState(register, state)).length === 0
  const changed = view !== undefined && !showsView(register, state, view)
  const item = (one: SavedView): MenuItem => ({
    key: one.id,
    label: one.name,
    checked: one === view,
    ...(own(one) ? {} : { keys: titleOf(one.person_id) ?? '' }),
    run: () => openView(one),
  })
  const save: (MenuItem | false)[] = [
    changed &&
      own(view) && {
        key: 'overwrite',
        label: t('view.overwrite', { name: view.name }),
        icon: <IconDeviceFloppy {...icon} />,
        run: () => void overwriteView(register, view, state),
      },
    holds(session, 'write') && {
      key: 'save',
      label: t('view.save_as'),
      icon: <IconBookmark {...icon} />,
      disabled: usual || (view !== undefined && !changed),
      run: () => setNaming('new'),
    },
    { key: 'copy', label: t('view.copy'), icon: <IconLink {...icon} />, run: copyLink },
  ]
  return (
    <>
      <Menu
        anchor={
          <Button look="quiet">
            <IconBookmark {...icon} />
            {view === undefined ? (
              <span className={styles.word}>{t('view.title')}</span>
            ) : changed ? (
              t('view.changed', { name: view.name })
            ) : (
              view.name
            )}
          </Button>
        }
        groups={[
          {
            items: [
              {
                key: 'usual',
                label: t('view.usual'),
                checked: usual,
                run: () => onState(readListState(register, {})),
              },
            ],
          },
          { label: t('view.mine'), items: views.filter((one) => own(one) && !one.shared).map(item) },
          { label: t('view.everyones'), items: views.filter(({ shared }) => shared).map(item) },
          { items: save.filter((one) => one !== false) },
          { items: view ? viewItems(register, view, session, () => setNaming(view)) : [] },
        ]}
      />
      {naming === null ? null : (
        <ViewNameDialog
          title={t(naming === 'new' ? 'view.save' : 'view.rename_do')}
          before={naming === 'new' ? '' : naming.name}
          onClose={() => setNaming(null)}
          onName={async (name) => {
            if (naming === 'new') openView(await createView(register, name, state))
            else await renameView(register, naming, name)
          }}
        />
      )}
    </>
  )
}
