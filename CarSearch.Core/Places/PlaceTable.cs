using System.Globalization;

namespace CarSearch.Places;

/// <summary>The places that the assembly carries, as read.</summary>
internal sealed class PlaceTable
{
    private PlaceTable(Airport[] airports, PlaceEntry[] entries)
    {
        Airports = airports;
        Entries = entries;
    }

    /// <summary>All airports, by code.</summary>
    public Airport[] Airports { get; }

    /// <summary>All places, cities and airports, largest first.</summary>
    public PlaceEntry[] Entries { get; }

    public static PlaceTable Read()
    {
        var rows = new Dictionary<string, AirportRow>(4500, StringComparer.Ordinal);
        var zones = new Dictionary<string, string>(400, StringComparer.Ordinal);
        TableReader.Read("airports.tsv", 8, (line, cells) =>
        {
            var row = new AirportRow(
                rows.Count, line[cells[0]].ToString(), line[cells[1]].ToString(), Shared(zones, line[cells[3]]), Shared(zones, line[cells[4]]), Shared(zones, line[cells[5]]),
                line[cells[6]][0] switch { 'L' => AirportSize.Large, 'M' => AirportSize.Medium, _ => AirportSize.Small }, TableReader.List(line[cells[7]]));
            rows.Add(row.Code, row);
        });

        var airports = new Airport[rows.Count];
        var entries = new List<PlaceEntry>(rows.Count * 2);
        var keys = new List<long>(rows.Count * 2);
        TableReader.Read("cities.tsv", 7, (line, cells) =>
        {
            var code = line[cells[0]].ToString();
            var name = line[cells[1]].ToString();
            var people = line[cells[5]].IsEmpty ? 0 : int.Parse(line[cells[5]], CultureInfo.InvariantCulture);
            var members = line[cells[4]];
            var city = new List<Airport>(2);
            for (var start = 0; start < members.Length; start += 4)
            {
                var row = rows[members.Slice(start, 3).ToString()];
                var airport = new Airport(row.Code, row.Name, name, code, row.Country, row.Zone, row.Size);
                city.Add(airport);
                airports[row.Number] = airport;
                var place = new Place(row.Code, row.Name, name, row.Country, PlaceKind.Airport, row.Zone, [airport]);
                Add(new PlaceEntry(place, row.Region, row.OwnNames), people, city.Count);
            }

            var whole = new Place(code, name, name, line[cells[2]].ToString(), PlaceKind.City, city[0].TimeZone, [.. city]);
            Add(new PlaceEntry(whole, line[cells[3]].ToString(), TableReader.List(line[cells[6]])), people, 0);
        });

        keys.Sort();
        var sorted = new PlaceEntry[entries.Count];
        for (var i = 0; i < sorted.Length; i++)
        {
            sorted[i] = entries[(int)(keys[i] & 0xFFFFFF)];
            sorted[i].Rank = i;
        }

        return new PlaceTable(airports, sorted);

        // One number that sorts: class, population, city before airport and airports as the table has them, then the order of the table (by code), which is also the entry's index.
        void Add(PlaceEntry entry, int thousandPeople, int position)
        {
            keys.Add(((long)(AirportSize.Large - entry.Size) << 56) | ((long)(0xFFFFFF - thousandPeople) << 32) | ((long)position << 24) | (long)entries.Count);
            entries.Add(entry);
        }
    }

    private static string Shared(Dictionary<string, string> pool, ReadOnlySpan<char> text)
    {
        var lookup = pool.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!lookup.TryGetValue(text, out var shared))
        {
            shared = text.ToString();
            pool.Add(shared, shared);
        }

        return shared;
    }

    private sealed record AirportRow(
        int Number, string Code, string Name, string Country, string Region, string Zone, AirportSize Size, string[] OwnNames);
}
