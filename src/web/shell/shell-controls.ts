import { createContext, useContext } from 'react'

/** What parts of a page may ask of the frame around it. */
export interface Controls {
  readonly sidebarHidden: boolean
  readonly toggleSidebar: () => void
  /** Whoever leaves sees the page again, also when the next one cannot be fetched. */
  readonly closeDrawer: () => void
  readonly openPalette: () => void
  readonly openShortcuts: () => void
}

const nothing = () => {}

const outside: Controls = {
  sidebarHidden: true,
  toggleSidebar: nothing,
  closeDrawer: nothing,
  openPalette: nothing,
  openShortcuts: nothing,
}

export const ShellControls = createContext<Controls>(outside)

/** Whether the frame of a signed-in person is around. */
export const useInShell = (): boolean => useContext(ShellControls) !== outside

export const useShellControls = (): Controls => useContext(ShellControls)
