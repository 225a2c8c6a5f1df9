/** Who is signed in, and what that person may do. */
import { API, type Me, type Role } from '@gouji/api'
import { createContext, type ReactNode, useContext } from 'react'

const MeContext = createContext<Me | undefined>(undefined)

export const MeProvider = ({ me, children }: { readonly me: Me; readonly children: ReactNode }) => (
  <MeContext.Provider value={me}>{children}</MeContext.Provider>
)

export function useMe(): Me {
  const me = useContext(MeContext)
  if (!me) throw new Error('a page that needs a person was shown to nobody')
  return me
}

/** Whether an endpoint, or a list of roles, is open to the person; rows decide about the rest. */
export function useMay(): (
  who: { readonly who: 'public' | 'signed-in' | readonly Role[] } | readonly Role[],
) => boolean {
  const { roles } = useMe()
  return (who) => {
    const wanted = 'who' in who ? who.who : who
    return typeof wanted === 'string' || wanted.some((role) => roles.includes(role))
  }
}

export const FIGURE_ROLES: readonly Role[] = [
  'preparer',
  'unit_reviewer',
  'department',
  'finance_reviewer',
  'finance_admin',
  'reader',
]
export const ADMIN_ROLES: readonly Role[] = ['system_admin', 'security_admin', 'auditor', 'finance_admin']
export const MY = API.session
