import { ChevronDown, ChevronRight } from 'lucide-react';
import { calledWords } from '../../../shared/core/called-words.ts';
import type { CallRow, HistoryGroup } from '../../../shared/contract/history.ts';
import { visibleLine } from '../../../shared/core/visible-text.ts';
import { SafeText } from '../../parts/SafeText.tsx';
import { StandingMark } from '../../parts/StandingMark.tsx';
import { Touched } from '../../parts/Touched.tsx';
import { When } from '../../parts/When.tsx';
import { tallyWords } from '../../state/chart-columns.ts';
import { capital } from '../../state/capital.ts';
import type { GroupBy, Line } from '../../state/lines.ts';
import { durationWords } from '../../state/time-words.ts';
import styles from './list.module.css';

const COLUMNS = ['When', 'Agent', 'Tool', 'Touched', 'Stands', 'Why', 'Took'] as const;

/** What stands in the columns: of the groups by so and so, or of the calls. */
export function HeadLine({ groupsBy }: { readonly groupsBy: GroupBy | null }) {
  const heads =
    groupsBy === null
      ? COLUMNS.map((name) => ({ name, span: 1 }))
      : [
          { name: 'Last call', span: 1 },
          { name: `${capital(groupsBy)}, its agents and servers`, span: 3 },
          { name: 'Calls', span: 3 },
        ];
  return (
    <div
      role="row"
      aria-rowindex={1}
      className={groupsBy === null ? styles['head'] : `${styles['head'] ?? ''} ${styles['groupHead'] ?? ''}`}
    >
      {heads.map(({ name, span }) => (
        <span key={name} role="columnheader" aria-colspan={span}>
          {name}
        </span>
      ))}
    </div>
  );
}

/** What every line has besides its content. `mark` are classes for the cursor and the selection. */
export type LineFrame = {
  readonly index: number;
  readonly cursor: boolean;
  readonly selected: boolean;
  readonly onPress: (event: React.MouseEvent) => void;
};

/** One line of the list: a call, a group of calls, or the place of one that is being read. */
export function ListLine({ line, ...frame }: LineFrame & { readonly line: Line }) {
  const shared = {
    id: `line-${frame.index}`,
    role: 'row',
    'aria-rowindex': frame.index + 2,
    'data-cursor': frame.cursor,
    onClick: frame.onPress,
  };
  switch (line.kind) {
    case 'pending':
      return (
        <div {...shared} className={styles['row']} aria-busy>
          <span role="gridcell" className={styles['pending']}>
            <span className={styles['unseen']}>Not read yet</span>
          </span>
        </div>
      );
    case 'group':
      return (
        <div
          {...shared}
          className={`${styles['row'] ?? ''} ${styles['group'] ?? ''}`}
          aria-level={1}
          aria-expanded={line.open}
        >
          <GroupCells group={line.group} open={line.open} />
        </div>
      );
    case 'call':
      return (
        <div
          {...shared}
          className={styles['row']}
          aria-selected={frame.selected}
          {...(line.depth > 0 ? { 'aria-level': 2 } : {})}
          data-depth={line.depth}
        >
          <CallCells row={line.row} />
        </div>
      );
  }
}

function CallCells({ row }: { readonly row: CallRow }) {
  const tool = calledWords(row);
  const failed = row.outcome === 'tool-error' || row.outcome === 'protocol-error' || row.outcome === 'lost';
  return (
    <>
      <span role="gridcell">
        <When at={row.at} />
      </span>
      <span role="gridcell" title={visibleLine(row.agent)}>
        <SafeText text={row.agent} />
      </span>
      <span role="gridcell" title={visibleLine(tool)}>
        <SafeText text={tool} />
      </span>
      <span role="gridcell" title={row.touched.map(visibleLine).join('\n')}>
        <Touched words={row.touched} />
      </span>
      <span role="gridcell">
        <StandingMark standing={row.standing} />
      </span>
      <span role="gridcell" className={styles['why']} title={visibleLine(row.why)}>
        <SafeText text={row.why} />
      </span>
      <span role="gridcell" className={styles['took']}>
        {failed ? <span className={styles['bad']}>{row.outcome === 'lost' ? 'lost' : 'error'}</span> : null}
        {!failed && row.durationMs !== null && durationWords(row.durationMs)}
        {row.outcome === 'cancelled' && 'cancelled'}
      </span>
    </>
  );
}

function GroupCells({ group, open }: { readonly group: HistoryGroup; readonly open: boolean }) {
  const agents = group.agents.join(', ');
  const servers = group.servers.join(', ');
  const Icon = open ? ChevronDown : ChevronRight;
  return (
    <>
      <span role="gridcell">
        <When at={group.last} />
      </span>
      <span role="gridcell" className={styles['groupName']} aria-colspan={3}>
        <Icon size={14} aria-hidden />
        {group.id === null ? (
          <strong>Outside every task</strong>
        ) : (
          <strong className={styles['id']} title={visibleLine(group.id)}>
            <SafeText text={group.id} />
          </strong>
        )}
        <span className={styles['groupAgents']} title={visibleLine(agents)}>
          <SafeText text={agents} />
        </span>
        <span className={styles['why']} title={visibleLine(servers)}>
          <SafeText text={servers} />
        </span>
      </span>
      <span role="gridcell" className={styles['groupCount']} aria-colspan={3}>
        {group.calls.toLocaleString()} {group.calls === 1 ? 'call' : 'calls'}
        <span className={styles['why']}>{tallyWords(group)}</span>
      </span>
    </>
  );
}
