namespace CarSearch.Places;

/// <summary>The countries of the world and their currencies. Immutable.</summary>
public sealed class CountryCatalog
{
    private readonly Dictionary<string, Country> countries = new(260, StringComparer.Ordinal);
    private readonly Dictionary<string, Currency> currencies = new(160, StringComparer.Ordinal);
    private readonly Dictionary<string, Country> names = new(600, StringComparer.Ordinal);

    private CountryCatalog()
    {
        TableReader.Read("currencies.tsv", 3, (line, cells) =>
        {
            var currency = new Currency(line[cells[0]].ToString(), line[cells[1]].ToString(), line[cells[2]][0] - '0');
            currencies.Add(currency.Code, currency);
        });
        TableReader.Read("countries.tsv", 4, (line, cells) =>
        {
            var code = line[cells[2]].ToString();
            var country = new Country(line[cells[0]].ToString(), line[cells[1]].ToString(), currencies[code].Code);
            countries.Add(country.Code, country);
            names.TryAdd(TextFold.Fold(country.Name), country);
            foreach (var alias in line[cells[3]].ToString().Split('|', StringSplitOptions.RemoveEmptyEntries))
            {
                names.TryAdd(TextFold.Fold(alias), country);
            }
        });
    }

    /// <summary>Gets all countries, in no particular order.</summary>
    public IReadOnlyCollection<Country> Countries => countries.Values;

    /// <summary>Gets all currencies, in no particular order.</summary>
    public IReadOnlyCollection<Currency> Currencies => currencies.Values;

    /// <summary>Loads the catalog from the resources of the assembly.</summary>
    public static CountryCatalog Load() => new();

    /// <summary>Finds a country by its upper-case code (ISO 3166-1 alpha-2). Returns null if the code is unknown.</summary>
    public Country? FindCountry(string code) => countries.GetValueOrDefault(code);

    /// <summary>Finds a currency by its upper-case code (ISO 4217). Returns null if it is unknown or not in circulation.</summary>
    public Currency? FindCurrency(string code) => currencies.GetValueOrDefault(code);

    /// <summary>Finds a country by its code, name or alias, folded.</summary>
    internal Country? FindByFoldedText(ReadOnlySpan<char> folded)
    {
        if (folded.Length == 2)
        {
            Span<char> code = [char.ToUpperInvariant(folded[0]), char.ToUpperInvariant(folded[1])];
            if (countries.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(code, out var coded))
            {
                return coded;
            }
        }

        return names.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(folded, out var named) ? named : null;
    }
}

/// <summary>A country or territory.</summary>
/// <param name="Code">The code: ISO 3166-1 alpha-2, or <c>XK</c>, the user-assigned code of Kosovo.</param>
/// <param name="Name">The English name.</param>
/// <param name="Currency">The code of its currency: ISO 4217.</param>
public sealed record Country(string Code, string Name, string Currency);

/// <summary>A currency in circulation: funds, metals and test codes are excluded.</summary>
/// <param name="Code">The code: ISO 4217.</param>
/// <param name="Name">The English name.</param>
/// <param name="Decimals">The number of decimals in ISO 4217: 0 for the yen, 3 for the Kuwaiti dinar.</param>
public sealed record Currency(string Code, string Name, int Decimals);
