import { IconBookmark, IconLink, IconTrash } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import type { AnyRegister } from '../../../kernel/register/register.ts'
import { t } from '../../messages/message.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogBody, DialogFoot } from '../../ui/dialog.tsx'
import { FieldShell, Input } from '../../ui/input.tsx'
import { Menu } from '../../ui/menu.tsx'
import { notify } from '../../ui/toast.tsx'
import { type ListState, readListState, writeListState } from './list-state.ts'
import { deviceViews } from './view-store.ts'

interface Props {
  register: AnyRegister
  state: ListState
  onState: (next: ListState) => void
}

function NameDialog({ onSave, onClose }: { onSave: (name: string) => void; onClose: () => void }) {
  const [name, setName] = useState('')
  const send = (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() !== '') onSave(name.trim())
  }
  return (
    <Dialog title={t('view.save')} onClose={onClose}>
      <form onSubmit={send}>
        <DialogBody>
          <FieldShell label={t('view.name')} help={t('view.help')}>
            {(input) => (
              <Input
                {...input}
                required
                maxLength={60}
                value={name}
                onChange={(event) => setName(event.target.value)}
              />
            )}
          </FieldShell>
        </DialogBody>
        <DialogFoot>
          <Button onClick={onClose}>{t('dialog.cancel')}</Button>
          <Button look="primary" type="submit">
            {t('view.save')}
          </Button>
        </DialogFoot>
      </form>
    </Dialog>
  )
}

/** Saved views of a list: opening, saving, sharing by address, removing. */
export function ViewMenu({ register, state, onState }: Props) {
  const [views, setViews] = useState(() => deviceViews.list(register.plural))
  const [naming, setNaming] = useState(false)
  const here = JSON.stringify(writeListState(register, state))
  const current = views.find(({ search }) => JSON.stringify(search) === here)
  const refresh = () => setViews(deviceViews.list(register.plural))
  return (
    <>
      <Menu
        anchor={
          <Button look="quiet">
            <IconBookmark size={14} stroke={1.75} />
            {current?.name ?? t('view.title')}
          </Button>
        }
        groups={[
          {
            items: [
              {
                key: 'usual',
                label: t('view.usual'),
                checked: here === '{}',
                run: () => onState(readListState(register, {})),
              },
              ...views.map((view) => ({
                key: `view ${view.name}`,
                label: view.name,
                checked: view === current,
                run: () => onState(readListState(register, view.search)),
              })),
            ],
          },
          {
            items: [
              {
                key: 'save',
                label: t('view.save_as'),
                icon: <IconBookmark size={14} stroke={1.75} />,
                disabled: here === '{}',
                run: () => setNaming(true),
              },
              {
                key: 'share',
                label: t('view.share'),
                icon: <IconLink size={14} stroke={1.75} />,
                run: () => {
                  const copied = navigator.clipboard.writeText(window.location.href)
                  void copied.then(() => notify({ text: t('view.shared') }))
                },
              },
              ...(current
                ? [
                    {
                      key: 'remove',
                      label: t('view.remove', { name: current.name }),
                      icon: <IconTrash size={14} stroke={1.75} />,
                      run: () => {
                        deviceViews.remove(register.plural, current.name)
                        refresh()
                      },
                    },
                  ]
                : []),
            ],
          },
        ]}
      />
      {naming ? (
        <NameDialog
          onClose={() => setNaming(false)}
          onSave={(name) => {
            deviceViews.save(register.plural, { name, search: writeListState(register, state) })
            refresh()
            setNaming(false)
          }}
        />
      ) : null}
    </>
  )
}
