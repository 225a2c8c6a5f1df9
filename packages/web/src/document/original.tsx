import { API, type DocumentInfo, type Finding } from '@gouji/api'
import { useRead } from '../client/query.ts'
import { Loaded } from '../parts/loaded.tsx'
import { Blocks } from './blocks.tsx'
import type { Target } from './document.tsx'
import { Pages } from './pages.tsx'
import type { Mark } from './places.ts'

export interface OriginalProps {
  readonly document: DocumentInfo
  readonly marks: readonly Mark[]
  readonly selected: Finding | undefined
  readonly target: Target | undefined
  readonly onSelect: (finding: Finding) => void
}

/** Pages as they look where the document has some, else its blocks. */
export function Original(props: OriginalProps) {
  const content = useRead(
    API.documents.content,
    { params: { id: props.document.id } },
    { enabled: props.document.state === 'done', staleTime: Number.POSITIVE_INFINITY },
  )
  if (props.document.state !== 'done') return <p className="empty">读取完成后显示原文。</p>
  return (
    <Loaded query={content} rows={12}>
      {({ pages, blocks }) =>
        pages.length > 0 ? <Pages {...props} pages={pages} /> : <Blocks {...props} blocks={blocks} />
      }
    </Loaded>
  )
}
