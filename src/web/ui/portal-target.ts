import { createContext, useContext } from 'react'

/** Where floating parts are put: inside the open dialog, because nothing outside reaches above it. */
export const PortalTarget = createContext<HTMLElement | null>(null)
export const usePortalTarget = (): HTMLElement | null => useContext(PortalTarget)
