import { Body, Controller, Get, Param, Put, Query } from '@nestjs/common';
import { ApiBadRequestResponse, ApiNotFoundResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentUser, type SignedInUser } from '../auth/current-user.js';
import { ApiProblems } from '../common/api-problems.js';
import { CallerLanguage } from '../common/caller-language.js';
import { ApiPage, PageQuery, type Page } from '../common/pagination.js';
import { ProblemDto } from '../common/problem.js';
import type { Language } from '../common/words.js';
import { RequirePermission } from '../rbac/require-permission.js';
import { CatalogService } from './catalog.service.js';
import { EnabledDto, GroupDto, ProductDto, StoreDto } from './dto/catalog.dto.js';
import { ProductQuery, SwitchedProductsDto, SwitchProductsDto } from './dto/product-filter.dto.js';
import { SwitchDto } from './dto/switch.dto.js';
import { FiltersService } from './filters.service.js';
import { ProductListService } from './product-list.service.js';

@ApiTags('catalog')
@Controller('catalog/stores')
export class CatalogController {
  constructor(
    private readonly catalog: CatalogService,
    private readonly filters: FiltersService,
    private readonly products: ProductListService,
  ) {}

  /** Stores of the register. */
  @Get()
  @RequirePermission('catalog.read')
  @ApiPage(StoreDto)
  listStores(@CurrentUser() user: SignedInUser, @Query() query: PageQuery): Promise<Page<StoreDto>> {
    return this.catalog.listStores(user.id, query);
  }

  /** Switches the mirroring of a store. */
  @Put(':storeId/sync')
  @ApiProblems({ 404: ['store_not_found'] })
  @RequirePermission('catalog.write')
  async switchStore(
    @CurrentUser() user: SignedInUser,
    @Param('storeId') storeId: string,
    @Body() { enabled }: EnabledDto,
  ): Promise<SwitchDto> {
    return { id: await this.filters.switchStore(user.id, storeId, enabled), enabled };
  }

  /** Groups of a store; products without a group stand in the group `none`. */
  @Get(':storeId/groups')
  @ApiProblems({ 404: ['store_not_found'] })
  @RequirePermission('catalog.read')
  @ApiPage(GroupDto)
  listGroups(
    @CurrentUser() user: SignedInUser,
    @Param('storeId') storeId: string,
    @Query() query: PageQuery,
  ): Promise<Page<GroupDto>> {
    return this.catalog.listGroups(user.id, storeId, query);
  }

  /** Switches all groups of a store at once. */
  @Put(':storeId/groups/sync')
  @ApiProblems({ 404: ['store_not_found'] })
  @RequirePermission('catalog.write')
  async switchAllGroups(
    @CurrentUser() user: SignedInUser,
    @Param('storeId') storeId: string,
    @Body() { enabled }: EnabledDto,
  ): Promise<SwitchDto> {
    await this.filters.switchAllGroups(user.id, storeId, enabled);
    return { id: storeId, enabled };
  }

  /** Switches one group; groups inside it keep their own switches. */
  @Put(':storeId/groups/:groupId/sync')
  @ApiProblems({ 404: ['store_not_found', 'group_not_found'] })
  @RequirePermission('catalog.write')
  async switchGroup(
    @CurrentUser() user: SignedInUser,
    @Param('storeId') storeId: string,
    @Param('groupId') groupId: string,
    @Body() { enabled }: EnabledDto,
  ): Promise<SwitchDto> {
    return { id: await this.filters.switchGroup(user.id, storeId, groupId, enabled), enabled };
  }

  /** Products of a store, with what became of each in VK. */
  @Get(':storeId/products')
  @ApiProblems({ 404: ['store_not_found'] })
  @RequirePermission('catalog.read')
  @ApiPage(ProductDto)
  listProducts(
    @CurrentUser() user: SignedInUser,
    @Param('storeId') storeId: string,
    @Query() query: ProductQuery,
    @CallerLanguage() language: Language,
  ): Promise<Page<ProductDto>> {
    return this.products.list(user.id, storeId, query, language);
  }

  @Put(':storeId/products/sync')
  @RequirePermission('catalog.write')
  @ApiOperation({ summary: 'Switches many products at once: those named, or all that a filter shows' })
  @ApiBadRequestResponse({ type: ProblemDto, description: 'validation_failed' })
  @ApiNotFoundResponse({ type: ProblemDto, description: 'store_not_found' })
  async switchProducts(
    @CurrentUser() user: SignedInUser,
    @Param('storeId') storeId: string,
    @Body() wanted: SwitchProductsDto,
  ): Promise<SwitchedProductsDto> {
    const changed = await this.filters.switchProducts(user.id, storeId, wanted);
    return { enabled: wanted.enabled, changed };
  }

  /** Switches one product on or off. */
  @Put(':storeId/products/:productId/sync')
  @ApiProblems({ 404: ['store_not_found', 'product_not_found'] })
  @RequirePermission('catalog.write')
  async switchProduct(
    @CurrentUser() user: SignedInUser,
    @Param('storeId') storeId: string,
    @Param('productId') productId: string,
    @Body() { enabled }: EnabledDto,
  ): Promise<SwitchDto> {
    return { id: await this.filters.switchProduct(user.id, storeId, productId, enabled), enabled };
  }
}
