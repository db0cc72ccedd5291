using System.Globalization;
using System.Text.Json;
using CarSearch.Common;
using CarSearch.Places;
using Microsoft.AspNetCore.Http;

namespace CarSearch.Api;

/// <summary>GET /api/places: the places that a caller may mean.</summary>
public sealed class PlacesApi(PlaceCatalog places)
{
    private const int MaxPlaces = 50;
    private const int DefaultPlaces = 10;
    private const int MaxTextLength = 100;

    /// <summary>Places whose code or name starts with, then contains, <c>q</c>, largest first. 200, 400.</summary>
    public IResult Search(HttpRequest request)
    {
        if (QueryNames.Check(request, "q", "limit") is { } refused)
        {
            return refused;
        }

        var errors = new Errors();
        var text = request.Query["q"];
        if (text is not [{ Length: >= 1 and <= MaxTextLength } asked])
        {
            errors.Add(
                "q", $"Missing or not valid. Allowed: the beginning or a part of a name or code, once, of 1 to {MaxTextLength} characters.");
            asked = "";
        }

        var limit = DefaultPlaces;
        if (request.Query["limit"] is { Count: > 0 } limits
            && !(limits is [{ } word]
                && int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out limit)
                && limit is >= 1 and <= MaxPlaces))
        {
            errors.Add("limit", $"Not valid. Allowed: a whole number from 1 to {MaxPlaces}, once.");
        }

        return errors.IsEmpty
            ? new PlacesAnswer(places.Search(asked, limit))
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
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private sealed class PlacesAnswer(IReadOnlyList<Place> found) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            using var body = new PooledBuffer(2048);
            using (var writer = new Utf8JsonWriter(body, JsonText.Documents))
            {
                Write(writer, found);
            }

            var response = httpContext.Response;
            response.ContentType = Answers.Json;
            response.Headers.CacheControl = Answers.CacheControl;
            await Answers.WriteAsync(response, body, httpContext.RequestAborted).ConfigureAwait(false);
        }
    }
}
