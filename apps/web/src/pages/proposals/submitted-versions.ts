import { NotFound } from '@app/kernel';
import { MapReader } from '@app/occupational-map';
import { Db } from '@app/platform';
import { Enclosures, type Proposal, ProposalQueries } from '@app/proposals';
import { Injectable } from '@nestjs/common';
import { filesByPurpose } from './files.view';
import { changedParts, requestRows } from './proposal.view';

/** What was submitted of a proposal, version by version, as pages print it. */
@Injectable()
export class SubmittedVersions {
  constructor(
    private readonly db: Db,
    private readonly queries: ProposalQueries,
    private readonly enclosures: Enclosures,
    private readonly maps: MapReader,
  ) {}

  /** The last version, what it changed and what was asked for; the draft where nothing was submitted. */
  async of(proposal: Proposal) {
    const reader = this.db.read();
    const versions = await this.queries.versions(reader, proposal.id);
    const [latest, before] = versions;
    const content = latest?.content ?? proposal.content;
    const beside = await this.enclosures.of(reader, proposal);
    return {
      title: content.title || proposal.reference,
      group: (await this.queries.summary(reader, proposal.id)).groupName,
      versions,
      content,
      files: filesByPurpose(latest?.content.files ?? []),
      differs: latest && before ? changedParts(before.content, latest.content) : null,
      requests: requestRows(await this.queries.changeRequests(reader, proposal.id), versions),
      employers: latest?.content.employers ?? beside.employers,
      ground: beside.ground ?? null,
      routes: await this.routes(),
    };
  }

  /** One version as it was submitted. @throws NotFound */
  async one(proposal: Proposal, no: string) {
    const version = (await this.queries.versions(this.db.read(), proposal.id)).find((one) => String(one.no) === no);
    if (version === undefined) throw new NotFound('This version');
    return { version, files: filesByPurpose(version.content.files), routes: await this.routes() };
  }

  private async routes() {
    return (await this.maps.current())?.routes ?? [];
  }
}
