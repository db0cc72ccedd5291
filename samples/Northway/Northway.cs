using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using CarSearch.Cars;
using CarSearch.Suppliers;

namespace CarSearch.Samples;

/// <summary>An adapter for a rental company with a JSON API. docs/suppliers.md shows this class.</summary>
public sealed class Northway(HttpClient http) : ISupplier
{
    public string Name => "Northway";

    public double Rating => 8.7;

    public async Task<SupplierResponse> SearchAsync(SupplierRequest request, CancellationToken cancellationToken)
    {
        // One instance serves all searches concurrently: don't keep state of a search in fields.
        var (search, airport) = (request.Search, request.Search.PickUp.Airports[0]);
        var (start, end) = (search.PickUp.At, search.DropOff.At);
        var query = string.Create(
            CultureInfo.InvariantCulture,
            $"rates?at={airport.Code}&from={start:s}&to={end:s}&age={search.DriverAge}&currency={search.Currency}");
        using var response = await http.GetAsync(query, cancellationToken);

        // The message of a SupplierException is shown to callers. A transient one is retried once, and so is an HttpRequestException, whose
        // message is not shown.
        if (response.StatusCode is HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError)
        {
            throw new SupplierException($"{Name} is overloaded.", isTransient: true);
        }

        if (!response.IsSuccessStatusCode)
        {
            throw new SupplierException($"{Name} rejected the request (HTTP {(int)response.StatusCode}).");
        }

        // Rates without a class of car or a price can't be offered. They are counted as dropped.
        var rates = await response.Content.ReadFromJsonAsync<Rate[]>(cancellationToken) ?? [];
        var station = new OfferStation(airport.Code, airport.Name, AtAirport: true);
        SupplierOffer[] offers =
        [
            .. from rate in rates
               where rate.Total is not null && rate.Sipp is not null && Acriss.TryDecode(rate.Sipp, out _)
               select new SupplierOffer
               {
                   Reference = rate.Id,
                   Car = Acriss.Decode(rate.Sipp!),
                   Vehicle = rate.Model,
                   Seats = rate.Seats,
                   PickUp = station,
                   DropOff = station,
                   Price = new OfferPrice { Total = rate.Total!.Value, Currency = rate.Currency },
               },
        ];
        return new SupplierResponse(offers, Dropped: rates.Length - offers.Length);
    }

    private sealed record Rate(string Id, string? Sipp, string Model, int? Seats, decimal? Total, string Currency);
}
