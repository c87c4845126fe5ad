import { Body, Controller, Get, HttpCode, Inject, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import {
  changePersonBodySchema,
  idSchema,
  mergePersonsBodySchema,
  type OrganisationView,
  organisationSchema,
  type PersonView,
  peopleSearchBodySchema,
  personSchema,
} from '#libs/contracts';
import type { Database } from '#libs/database';
import { CurrentAgent } from '../access/current-agent.decorator.ts';
import type { AgentPrincipal } from '../access/principal.ts';
import { DATABASE } from '../database/tokens.ts';
import { Route } from '../openapi/route.decorator.ts';

/** The persons and organisations of the CRM: all agents share them. */
@ApiTags('CRM')
@Controller('api/v1')
export class PersonsController {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  @Post('persons/search')
  @HttpCode(200)
  @Route({
    summary: 'Persons by a part of name, e-mail or phone',
    description: 'At most ten, those whose name begins with it first.',
    answer: [200, z.array(personSchema)],
    errors: ['invalid_body'],
  })
  search(
    @Body({ schema: peopleSearchBodySchema }) { text }: z.output<typeof peopleSearchBodySchema>,
  ): Promise<PersonView[]> {
    return this.database.people.search(text);
  }

  @Post('organisations/search')
  @HttpCode(200)
  @Route({
    summary: 'Organisations by a part of the name',
    answer: [200, z.array(organisationSchema)],
    errors: ['invalid_body'],
  })
  searchOrganisations(
    @Body({ schema: peopleSearchBodySchema }) { text }: z.output<typeof peopleSearchBodySchema>,
  ): Promise<OrganisationView[]> {
    return this.database.people.searchOrganisations(text);
  }

  @Get('persons/:id')
  @Route({ summary: 'A person', answer: [200, personSchema], errors: ['not_found'] })
  get(@Param('id', { schema: idSchema }) id: string): Promise<PersonView> {
    return this.database.people.get(id);
  }

  @Put('persons/:id')
  @Route({
    summary: 'Change what is known of a person',
    description: 'Send `version` as it was read; `stale_version` means: read again. The organisation goes by its name.',
    answer: [200, personSchema],
    errors: ['invalid_body', 'not_found', 'stale_version', 'person_exists'],
  })
  change(
    @Param('id', { schema: idSchema }) id: string,
    @Body({ schema: changePersonBodySchema }) body: z.output<typeof changePersonBodySchema>,
  ): Promise<PersonView> {
    return this.database.people.change(id, body);
  }

  @Post('persons/:id/merge')
  @HttpCode(200)
  @Route({
    summary: 'Make two persons one',
    description:
      'Leads, deals, activities and conversations of the other one move here; the other one is gone. Where both have a ' +
      'value and they differ, `keep` says whose stays; `merge_undecided` names the fields that are missing there. Who ' +
      'merged is kept.',
    answer: [200, personSchema],
    errors: ['invalid_body', 'not_found', 'stale_version', 'merge_undecided'],
  })
  merge(
    @CurrentAgent() { agentId }: AgentPrincipal,
    @Param('id', { schema: idSchema }) id: string,
    @Body({ schema: mergePersonsBodySchema }) body: z.output<typeof mergePersonsBodySchema>,
  ): Promise<PersonView> {
    return this.database.people.merge(id, body, agentId);
  }
}
