import { Controller, Get, Param, ParseIntPipe, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentUser, type SignedInUser } from '../auth/current-user.js';
import { ApiProblems } from '../common/api-problems.js';
import { ApiPage, PageQuery, type Page } from '../common/pagination.js';
import { RequirePermission } from '../rbac/require-permission.js';
import { VkAlbumDto, VkProductDto, VkProductQuery } from './dto/vk-catalog.dto.js';
import { VkCatalogService } from './vk-catalog.service.js';

@ApiTags('vk-catalog')
@Controller('vk-catalog')
export class VkCatalogController {
  constructor(private readonly service: VkCatalogService) {}

  /** Albums of the VK shop as read last. */
  @Get('albums')
  @RequirePermission('vk-catalog.read')
  @ApiPage(VkAlbumDto)
  listAlbums(@CurrentUser() user: SignedInUser, @Query() query: PageQuery): Promise<Page<VkAlbumDto>> {
    return this.service.listAlbums(user.id, query);
  }

  /** Items of one album. */
  @Get('albums/:albumId/products')
  @ApiProblems({ 400: ['bad_request'], 404: ['album_not_found'] })
  @RequirePermission('vk-catalog.read')
  @ApiPage(VkProductDto)
  listAlbumProducts(
    @CurrentUser() user: SignedInUser,
    @Param('albumId', ParseIntPipe) albumId: number,
    @Query() query: VkProductQuery,
  ): Promise<Page<VkProductDto>> {
    return this.service.listProducts(user.id, query, albumId);
  }

  /** All items of the VK shop as read last, disabled ones too. */
  @Get('products')
  @RequirePermission('vk-catalog.read')
  @ApiPage(VkProductDto)
  listProducts(@CurrentUser() user: SignedInUser, @Query() query: VkProductQuery): Promise<Page<VkProductDto>> {
    return this.service.listProducts(user.id, query);
  }
}
