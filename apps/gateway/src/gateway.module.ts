import { type DynamicModule, Module } from '@nestjs/common';
import type { Config } from '#libs/config';
import { AccessModule } from './access/access.module.ts';
import { AgentsModule } from './agents/agents.module.ts';
import { AuthModule } from './auth/auth.module.ts';
import { CannedModule } from './canned/canned.module.ts';
import { ConversationsModule } from './conversations/conversations.module.ts';
import { CrmModule } from './crm/crm.module.ts';
import { DatabaseModule } from './database/database.module.ts';
import { FanOutModule } from './fanout/fanout.module.ts';
import { FilesModule } from './files/files.module.ts';
import { HealthModule } from './health/health.module.ts';
import { HttpModule } from './http/http.module.ts';
import { loggingModule } from './http/logging.module.ts';
import { NotificationsModule } from './notifications/notifications.module.ts';
import { PeopleModule } from './people/people.module.ts';
import { PlaybooksModule } from './playbooks/playbooks.module.ts';
import { ProcessModule } from './process/process.module.ts';
import { ReportsModule } from './reports/reports.module.ts';
import { RoutingModule } from './routing/routing.module.ts';
import { SavedViewsModule } from './saved-views/saved-views.module.ts';
import { SearchModule } from './search/search.module.ts';
import { settingsModule } from './settings/settings.module.ts';
import { SitesModule } from './sites/sites.module.ts';
import { SocketsModule } from './sockets/sockets.module.ts';
import { SweepModule } from './sweep/sweep.module.ts';
import { TalkModule } from './talk/talk.module.ts';
import { TeamsModule } from './teams/teams.module.ts';
import { TranscriptsModule } from './transcripts/transcripts.module.ts';
import { VisitorsModule } from './visitors/visitors.module.ts';
import { WebModule } from './web/web.module.ts';

@Module({})
class GatewayModule {}

/** The gateway's modules, by subject, with the settings they are handed. */
export const gatewayModule = (config: Config): DynamicModule => ({
  module: GatewayModule,
  imports: [
    loggingModule(config),
    settingsModule(config),
    DatabaseModule,
    AuthModule,
    AccessModule,
    HttpModule,
    ProcessModule,
    FanOutModule,
    NotificationsModule,
    RoutingModule,
    SitesModule,
    VisitorsModule,
    TalkModule,
    CannedModule,
    SearchModule,
    SavedViewsModule,
    ConversationsModule,
    FilesModule,
    AgentsModule,
    TeamsModule,
    PlaybooksModule,
    CrmModule,
    ReportsModule,
    PeopleModule,
    TranscriptsModule,
    SweepModule,
    SocketsModule,
    HealthModule,
    WebModule,
  ],
});
