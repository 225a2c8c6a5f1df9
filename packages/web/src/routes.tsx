/** Every page and its address. Pages come when they are first opened. */
import { createBrowserRouter, type RouteObject } from 'react-router'
import { Entrance } from './shell/entrance.tsx'
import { NotFound, RouteFault } from './shell/error-pages.tsx'

const page = (path: string, load: () => Promise<{ default: React.ComponentType }>): RouteObject => ({
  path,
  lazy: async () => ({ Component: (await load()).default }),
})

export const router = createBrowserRouter([
  {
    path: '/',
    Component: Entrance,
    ErrorBoundary: RouteFault,
    // Until a page has come: the bar and an empty sheet.
    HydrateFallback: () => null,
    children: [
      {
        ErrorBoundary: RouteFault,
        children: [
          page('/', () => import('./home/home.tsx')),
          page('/account', () => import('./shell/account.tsx')),
          page('/documents', () => import('./documents/documents.tsx')),
          page('/documents/:id', () => import('./document/document.tsx')),
          page('/ledgers', () => import('./compile/ledgers.tsx')),
          page('/ledgers/:id', () => import('./compile/ledger.tsx')),
          page('/filings', () => import('./review/filings.tsx')),
          page('/filings/:id', () => import('./review/filing.tsx')),
          page('/consolidation', () => import('./review/consolidation.tsx')),
          page('/compare', () => import('./review/compare.tsx')),
          page('/explore', () => import('./explore/explore.tsx')),
          page('/administration/*', () => import('./administration/administration.tsx')),
          { path: '*', Component: NotFound },
        ],
      },
    ],
  },
])
