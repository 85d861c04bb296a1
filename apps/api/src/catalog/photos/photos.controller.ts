import { Controller, Delete, Get, HttpCode, Param, Post, Put, Query, Req, Res, UploadedFiles } from '@nestjs/common';
import {
  ApiBadRequestResponse,
  ApiNoContentResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiProduces,
  ApiTags,
  ApiUnprocessableEntityResponse,
} from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { CurrentUser, type SignedInUser } from '../../auth/current-user.js';
import { ProblemDto } from '../../common/problem.js';
import { languageOf } from '../../common/words.js';
import { RequirePermission } from '../../rbac/require-permission.js';
import { BulkPhotosService } from './bulk-photos.service.js';
import { PhotoQuery, PhotoReportDto, ProductPhotoDto } from './dto/photo.dto.js';
import { type FormFile, rawFile, TakesFiles, withFiles } from './given-files.js';
import { ProductPhotosService } from './product-photos.service.js';

const MOST_FILES = 20;
const UNUSABLE = 'photo_unreadable, photo_format_unsupported, photo_too_many_pixels, photo_too_small';

@ApiTags('catalog')
@Controller('catalog/stores/:storeId')
export class PhotosController {
  constructor(
    private readonly photos: ProductPhotosService,
    private readonly bulk: BulkPhotosService,
  ) {}

  @Get('products/:productId/photo')
  @RequirePermission('catalog.read')
  @ApiOperation({ summary: 'The photo that was given to a product here, as JPEG' })
  @ApiProduces('image/jpeg')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  @ApiNotFoundResponse({ type: ProblemDto, description: 'store_not_found, product_not_found, photo_not_found' })
  async read(
    @CurrentUser() user: SignedInUser,
    @Param('storeId') storeId: string,
    @Param('productId') productId: string,
    @Query() { size = 'full', v }: PhotoQuery,
    @Res() response: Response,
  ): Promise<void> {
    const { hash, bytes } = await this.photos.read(user.id, storeId, productId, size);
    const forever = v !== undefined && v.length >= 8 && hash.startsWith(v);
    response
      .set('Cache-Control', forever ? 'private, max-age=31536000, immutable' : 'private, no-cache')
      .set('ETag', `"${hash}-${size}"`)
      .set('Content-Security-Policy', "default-src 'none'")
      .set('X-Content-Type-Options', 'nosniff')
      .type('image/jpeg')
      .send(Buffer.from(bytes));
  }

  @Get('products/:productId/photo/about')
  @RequirePermission('catalog.read')
  @ApiOperation({ summary: 'What is known of a product’s own photo: its size, where it came from, whether VK has it' })
  @ApiNotFoundResponse({ type: ProblemDto, description: 'store_not_found, product_not_found, photo_not_found' })
  about(
    @CurrentUser() user: SignedInUser,
    @Param('storeId') storeId: string,
    @Param('productId') productId: string,
  ): Promise<ProductPhotoDto> {
    return this.photos.find(user.id, storeId, productId);
  }

  @Put('products/:productId/photo')
  @RequirePermission('catalog.write')
  @TakesFiles(1, true)
  @ApiOperation({
    summary: 'Give a product a photo, or another one: as a form with one file, or the picture itself as the body',
  })
  @ApiOkResponse({ type: ProductPhotoDto })
  @ApiBadRequestResponse({ type: ProblemDto, description: 'validation_failed' })
  @ApiNotFoundResponse({ type: ProblemDto, description: 'store_not_found, product_not_found' })
  @ApiUnprocessableEntityResponse({ type: ProblemDto, description: UNUSABLE })
  async give(
    @CurrentUser() user: SignedInUser,
    @Param('storeId') storeId: string,
    @Param('productId') productId: string,
    @UploadedFiles() files: FormFile[] | undefined,
    @Req() request: Request,
  ): Promise<ProductPhotoDto> {
    const raw = await rawFile(request);
    if (raw) return this.photos.give(user.id, storeId, productId, raw);
    return withFiles(files, async ([file]) => {
      if (!file) throw new Error('A form without files came through');
      return this.photos.give(user.id, storeId, productId, file);
    });
  }

  @Delete('products/:productId/photo')
  @HttpCode(204)
  @RequirePermission('catalog.write')
  @ApiOperation({ summary: 'Take a product’s own photo away; the next run shows its picture of the register again' })
  @ApiNoContentResponse()
  @ApiNotFoundResponse({ type: ProblemDto, description: 'store_not_found, product_not_found, photo_not_found' })
  takeAway(
    @CurrentUser() user: SignedInUser,
    @Param('storeId') storeId: string,
    @Param('productId') productId: string,
  ): Promise<void> {
    return this.photos.takeAway(user.id, storeId, productId);
  }

  @Post('photos')
  @HttpCode(200)
  @RequirePermission('catalog.write')
  @TakesFiles(MOST_FILES)
  @ApiOperation({
    summary: 'Give many products photos at once: a file’s name tells the product by barcode, code or article number',
  })
  @ApiOkResponse({ type: PhotoReportDto })
  @ApiBadRequestResponse({ type: ProblemDto, description: 'validation_failed' })
  @ApiNotFoundResponse({ type: ProblemDto, description: 'store_not_found' })
  giveMany(
    @CurrentUser() user: SignedInUser,
    @Param('storeId') storeId: string,
    @UploadedFiles() files: FormFile[] | undefined,
    @Req() request: Request,
  ): Promise<PhotoReportDto> {
    return withFiles(files, (given) => this.bulk.give(user.id, storeId, given, languageOf(request)));
  }
}
