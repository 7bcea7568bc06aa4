/** A closed or open list of terms (`templates/dictionaries/*.yaml`), such as 办园性质 or 现类别. */

interface DictionaryTerm {
  readonly term: string;
  /** Other wordings of the same: rewritten to `term` on import, with a notice. */
  readonly synonyms: readonly string[];
  /** First digits of the region code in whose area the term is used. */
  readonly region?: string | undefined;
  /** 办园性质: who runs it. */
  readonly sector?: 'public' | 'private' | 'joint' | undefined;
  /** 办园性质: the term itself says that the kindergarten is inclusive (普惠). */
  readonly inclusive?: boolean | undefined;
  /** 建设状态: whether it is open to children. */
  readonly operating?: boolean | undefined;
}

export interface Dictionary {
  readonly id: string;
  readonly name: string;
  /** An unknown wording is taken as it stands, with a warning; a closed dictionary refuses it. */
  readonly open: boolean;
  readonly terms: readonly DictionaryTerm[];
}

/** Dictionaries by id, as the fields of one table need them. */
export type Dictionaries = ReadonlyMap<string, Dictionary>;

/** How the names of districts (区县) are written in other ways (`templates/dictionaries/districts.yaml`). */
export interface DistrictNames {
  readonly id: string;
  readonly name: string;
  /** Wordings for "belongs to the city itself" (市直, 市属). */
  readonly own: readonly string[];
  /** Office endings that are no part of the place's name (教体局). */
  readonly suffixes: readonly string[];
  readonly aliases: readonly {
    readonly name: string;
    readonly aliases: readonly string[];
    /** Say so when the alias was met: a likely slip of the pen, never rewritten silently. */
    readonly notice: boolean;
  }[];
}
