using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using CarSearch.Places;
using CarSearch.Rentals;
using Microsoft.AspNetCore.Http;

namespace CarSearch.Api;

/// <summary>Reads, checks and normalizes the body of POST /api/searches. Every fault is reported at once, under its member's path.</summary>
internal sealed class SearchRequestReader(PlaceCatalog catalog, TimeProvider time)
{
    private const int MaxDays = 90;
    private const int MaxDaysAhead = 330;
    private const int MinAge = 18;
    private const int MaxAge = 99;
    private const int DefaultAge = 30;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 8, AllowDuplicateProperties = false };

    /// <summary>The search that a body asks for.</summary>
    /// <param name="json">The body.</param>
    /// <param name="problem">What is wrong with it, when the result is null.</param>
    public SearchRequest? Read(ReadOnlyMemory<byte> json, out Problem? problem)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Strict);
            return new Reading(catalog, time).Read(document.RootElement, out problem);
        }
        catch (JsonException exception)
        {
            problem = NotJson(string.Create(
                CultureInfo.InvariantCulture,
                $"This is not JSON that can be read, at line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}: a member may be named twice, nested too deep, or not well formed."));
            return null;
        }
        catch (InvalidOperationException)
        {
            // What the check for members named twice throws.
            problem = NotJson("This is not JSON that can be read: the name of a member is not Unicode text.");
            return null;
        }
    }

    /// <summary>400: the body is not JSON.</summary>
    public static Problem NotJson(string why)
    {
        var errors = new Errors();
        errors.Add("$", why);
        return new()
        {
            Status = StatusCodes.Status400BadRequest,
            Code = "InvalidJson",
            Detail = "The body must be one JSON object (RFC 8259), such as { \"pickUp\": { \"place\": \"JFK\", \"at\": \"2026-12-04T10:00\" }, … }.",
            Errors = errors.ToImmutable(),
        };
    }

    private sealed class Reading(PlaceCatalog catalog, TimeProvider time)
    {
        private readonly Errors errors = new();
        private readonly ImmutableSortedDictionary<string, IReadOnlyList<Place>>.Builder candidates =
            ImmutableSortedDictionary.CreateBuilder<string, IReadOnlyList<Place>>(StringComparer.Ordinal);

        public SearchRequest? Read(JsonElement root, out Problem? problem)
        {
            var request = ReadSearch(root);
            problem = errors.IsEmpty ? null : new()
            {
                Status = StatusCodes.Status400BadRequest,
                Code = "InvalidSearch",
                Detail = "The search can't be started as it is. Each member that is wrong stands under errors.",
                Errors = errors.ToImmutable(),
                Candidates = candidates.ToImmutable(),
            };
            return problem is null ? request : null;
        }

        private SearchRequest? ReadSearch(JsonElement root)
        {
            var search = JsonMembers.Read(root, "", errors, "pickUp", "dropOff", "driverAge", "residence", "currency");
            if (root.ValueKind is not JsonValueKind.Object)
            {
                return null;
            }

            var (pickUpPlace, pickUpAt) = ReadPoint(search, "pickUp", null);
            var (dropOffPlace, dropOffAt) = ReadPoint(search, "dropOff", pickUpPlace);
            var age = search.Integer("driverAge", MinAge, MaxAge, "an age in whole years") ?? DefaultAge;
            var residence = ReadCode(search, "residence", "a country of ISO 3166-1 alpha-2, such as US", code => catalog.Countries.FindCountry(code) is not null) ?? pickUpPlace?.Country;
            var currency = ReadCode(search, "currency", "a currency of ISO 4217, such as USD", code => catalog.Countries.FindCurrency(code) is not null)
                ?? (pickUpPlace is null ? null : catalog.Countries.FindCountry(pickUpPlace.Country)!.Currency);
            var start = pickUpPlace is not null && pickUpAt is { } from ? CheckStart(pickUpPlace, from) : null;
            var end = dropOffPlace is not null && dropOffAt is { } to ? LocalTime.ToInstant(dropOffPlace, to, "dropOff.at", errors) : null;
            var days = start is not null && end is not null ? CheckLength(start.Value, end.Value, pickUpAt!.Value, dropOffAt!.Value) : null;
            return days is null || !errors.IsEmpty ? null : new()
            {
                PickUp = RentalPoint.Of(pickUpPlace!, pickUpAt!.Value),
                DropOff = RentalPoint.Of(dropOffPlace!, dropOffAt!.Value),
                Days = days.Value,
                DriverAge = age,
                Residence = residence!,
                Currency = currency!,
            };
        }

        private (Place? Place, DateTime? At) ReadPoint(JsonMembers.Reading search, string member, Place? defaultPlace)
        {
            if (search.Object(member) is not { } element)
            {
                if (!errors.Has(member))
                {
                    errors.Add(member, $"Missing. Allowed: {{ \"place\": …, \"at\": \"2026-12-04T10:00\" }}{(defaultPlace is null ? "" : ", where place may be left out")}.");
                }

                return default;
            }

            var point = JsonMembers.Read(element, member, errors, "place", "at");
            if (element.ValueKind is not JsonValueKind.Object)
            {
                return default;
            }

            var place = point.Text("place", "an IATA code such as JFK, a city such as New York, or \"City, CC\"") is { } text
                ? Resolve($"{member}.place", text)
                : defaultPlace;
            if (place is null && member == "pickUp" && !errors.Has("pickUp.place"))
            {
                errors.Add("pickUp.place", "Missing. Allowed: an IATA code such as JFK, a city such as New York, or \"City, CC\".");
            }

            return (place, ReadTime(point, $"{member}.at"));
        }

        private Place? Resolve(string member, string text)
        {
            switch (catalog.Resolve(text))
            {
                case PlaceMatch.Found(var place):
                    return place;
                case PlaceMatch.Ambiguous(var several):
                    candidates[member] = several;
                    errors.Add(member, $"{Errors.Quote(text)} names several places: {Names(several)}. Give the code of one.");
                    return null;
                case PlaceMatch.Unknown(var suggestions):
                    errors.Add(
                        member,
                        $"{Errors.Quote(text)} is not a known place. {(suggestions.Count > 0 ? $"Did you mean {Names(suggestions)}? " : "")}Allowed: an IATA code such as JFK, a city such as New York, or \"City, CC\".");
                    return null;
                default:
                    throw new InvalidOperationException("A match of a place is found, ambiguous or unknown.");
            }
        }

        private static string Names(IEnumerable<Place> places) =>
            string.Join(", ", places.Select(place => $"{place.Name}, {place.Country} ({place.Code})"));

        private DateTime? ReadTime(JsonMembers.Reading point, string path)
        {
            const string Allowed = "a local time without an offset, such as 2026-12-04T10:00";
            if (point.Text("at", Allowed) is not { } text)
            {
                if (!errors.Has(path))
                {
                    errors.Add(path, $"Missing. Allowed: {Allowed}.");
                }

                return null;
            }

            if (DateTime.TryParseExact(
                text, ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm':00'"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var at))
            {
                return at;
            }

            errors.Add(path, Errors.Invalid(text, Allowed));
            return null;
        }

        private string? ReadCode(JsonMembers.Reading search, string member, string allowed, Func<string, bool> isKnown)
        {
            if (search.Text(member, allowed) is not { } text)
            {
                return null;
            }

            var code = text.ToUpperInvariant();
            if (isKnown(code))
            {
                return code;
            }

            errors.Add(member, Errors.Invalid(text, allowed));
            return null;
        }

        /// <summary>The instant of the pick-up, checked against the clock.</summary>
        private DateTimeOffset? CheckStart(Place place, DateTime at)
        {
            var now = time.GetUtcNow();
            var start = LocalTime.ToInstant(place, at, "pickUp.at", errors);
            if (start < now)
            {
                errors.Add("pickUp.at", $"{Format(at)} is in the past at {place.Name}, where it is {Format(TimeZoneInfo.ConvertTime(now, LocalTime.Zone(place)).DateTime)}.");
            }
            else if (start > now.AddDays(MaxDaysAhead))
            {
                errors.Add("pickUp.at", $"{Format(at)} is too far ahead. Allowed: a time within {MaxDaysAhead} days from now.");
            }

            return start;
        }

        /// <summary>Counts the days of a rental: elapsed periods of 24 hours, rounded up.</summary>
        private int? CheckLength(DateTimeOffset start, DateTimeOffset end, DateTime from, DateTime to)
        {
            if (end <= start)
            {
                errors.Add("dropOff.at", $"{Format(to)} is not after the pick-up at {Format(from)}; the drop-off must be later.");
                return null;
            }

            var days = (int)Math.Ceiling((end - start) / TimeSpan.FromDays(1));
            if (days > MaxDays)
            {
                errors.Add("dropOff.at", $"The rental would last {days} days. Allowed: at most {MaxDays}.");
            }

            return days;
        }

        private static string Format(DateTime time) => time.ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture);
    }
}
