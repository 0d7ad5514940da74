import { Outlet } from '@tanstack/react-router'
import { Suspense, useState } from 'react'
import { fetchedAbove } from '../app/fetched-part.tsx'
import { prefer, usePreference } from '../app/preference.ts'
import { useLive } from '../live/use-live.ts'
import { t } from '../messages/message.ts'
import { useNarrow } from '../ui/narrow.ts'
import { Dialog } from '../ui/overlay/dialog.tsx'
import { useArrival } from './arrival.ts'
import { Palette } from './palette/palette.tsx'
import styles from './shell.module.css'
import { ShellControls } from './shell-controls.ts'
import { useShortcuts } from './shortcut/shortcut.ts'
import { Sidebar } from './sidebar.tsx'

const ShortcutSheet = fetchedAbove(async () => (await import('./shortcut/shortcut-sheet.tsx')).ShortcutSheet)

type Overlay = 'palette' | 'shortcuts' | 'drawer' | null

/** The frame of every page of a signed-in person. */
export function Shell() {
  const [overlay, setOverlay] = useState<Overlay>(null)
  const sidebar = usePreference('sidebar')
  const narrow = useNarrow()
  const close = () => setOverlay(null)
  useArrival(close)
  useLive()
  const toggleSidebar = () => {
    if (narrow) setOverlay('drawer')
    else prefer('sidebar', sidebar === 'open' ? 'closed' : 'open')
  }
  useShortcuts([
    {
      keys: 'mod+k',
      label: 'shortcut.palette',
      section: 'anywhere',
      run: (event) => {
        event.preventDefault()
        setOverlay((shown) => (shown === 'palette' ? null : 'palette'))
      },
    },
    { keys: '?', label: 'shortcut.sheet', section: 'anywhere', run: () => setOverlay('shortcuts') },
    { keys: '[', label: 'shortcut.sidebar', section: 'anywhere', run: toggleSidebar },
  ])
  const controls = {
    sidebarHidden: narrow || sidebar === 'closed',
    toggleSidebar,
    closeDrawer: close,
    openPalette: () => setOverlay('palette'),
    openShortcuts: () => setOverlay('shortcuts'),
  }
  return (
    <ShellControls.Provider value={controls}>
      <div className={styles.shell}>
        <a className={styles.skip} href="#main">
          {t('shell.skip')}
        </a>
        {controls.sidebarHidden ? null : <Sidebar />}
        <main className={styles.main} id="main" tabIndex={-1}>
          <Outlet />
        </main>
      </div>
      {overlay === 'drawer' ? (
        <Dialog title={t('shell.navigation')} shape="drawer" bare onClose={close}>
          <Sidebar />
        </Dialog>
      ) : null}
      {overlay === 'palette' ? <Palette onClose={close} /> : null}
      <Suspense fallback={null}>
        {overlay === 'shortcuts' ? <ShortcutSheet onClose={close} /> : null}
      </Suspense>
    </ShellControls.Provider>
  )
}
