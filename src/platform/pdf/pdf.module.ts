import { Module } from '@nestjs/common';
import { PdfPrinter } from './pdf-printer.js';

/** Printing pages into PDF files. */
@Module({ providers: [PdfPrinter], exports: [PdfPrinter] })
export class PdfModule {}
