import { Global, Module } from '@nestjs/common';
import { OffersService } from './offers.service.ts';
import { RoutingController } from './routing.controller.ts';

/** Global: whatever gives agents room, or takes it, tells the offers. */
@Global()
@Module({ controllers: [RoutingController], providers: [OffersService], exports: [OffersService] })
export class RoutingModule {}
