using System.Globalization;
using System.Text.Json;
using CarSearch.Common;
using CarSearch.Places;
using Microsoft.AspNetCore.Http;

namespace CarSearch.Api;

/// <summary>GET /api/places: suggests places for a text.</summary>
public sealed class PlacesApi(PlaceCatalog places)
{
    private const int MaxPlaces = 50;
    private const int DefaultPlaces = 10;
    private const int MaxTextLength = 100;

    /// <summary>
    /// Returns the place that <c>q</c> means in a search, then those whose code or name starts with it, then those that contain it, each
    /// largest first. 200, 400.
    /// </summary>
    /// <param name="request">The request.</param>
    public IResult Search(HttpRequest request)
    {
        if (QueryNames.Check(request, "q", "limit") is { } problem)
        {
            return problem;
        }

        var errors = new Errors();
        var text = request.Query["q"];
        if (text is not [{ Length: >= 1 and <= MaxTextLength } prefix])
        {
            errors.Add("q", $"Missing or not valid. Allowed: a part of a name or code, 1 to {MaxTextLength} characters, once.");
            prefix = "";
        }

        var limit = DefaultPlaces;
        if (request.Query["limit"] is { Count: > 0 } limits
            && !(limits is [{ } value]
                && int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out limit)
                && limit is >= 1 and <= MaxPlaces))
        {
            errors.Add("limit", $"Not valid. Allowed: a whole number from 1 to {MaxPlaces}, once.");
        }

        return errors.IsEmpty
            ? new PlacesResult(places.Search(prefix, limit))
            : Problem.InvalidQuery("InvalidQuery", "The query string is not valid. Errors are listed by parameter.", errors);
    }

    internal static void Write(Utf8JsonWriter writer, IEnumerable<Place> places)
    {
        writer.WriteStartArray();
        foreach (var place in places)
        {
            writer.WriteStartObject();
            writer.WriteString("code"u8, place.Code);
            writer.WriteString("name"u8, place.Name);
            writer.WriteString("city"u8, place.City);
            writer.WriteString("country"u8, place.Country);
            writer.WriteString("kind"u8, place.Kind is PlaceKind.City ? "city"u8 : "airport"u8);
            writer.WriteString("timeZone"u8, place.TimeZone);
            writer.WriteStartObject("location"u8);
            writer.WriteNumber("lat"u8, place.Location.Latitude);
            writer.WriteNumber("lon"u8, place.Location.Longitude);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private sealed class PlacesResult(IReadOnlyList<Place> found) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            using var body = new PooledBuffer(2048);
            using (var writer = new Utf8JsonWriter(body, JsonText.Documents))
            {
                Write(writer, found);
            }

            await ApiResponse.WriteAsync(httpContext, body.WrittenMemory).ConfigureAwait(false);
        }
    }
}
