using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using CarSearch.Cars;
using CarSearch.Suppliers;

namespace CarSearch.Tests.Core.Suppliers.Example;

/// <summary>The example of docs/suppliers.md: a supplier with a JSON API of its own.</summary>
public sealed class Northway(HttpClient http) : ISupplier
{
    public string Name => "Northway";

    public double Rating => 8.7;

    public async Task<SupplierAnswer> SearchAsync(SupplierRequest request, CancellationToken cancellationToken)
    {
        // One instance serves all searches at once: keep nothing of a search in a field.
        var (search, airport) = (request.Search, request.Search.PickUp.Airports[0]);
        var query = string.Create(CultureInfo.InvariantCulture,
            $"rates?at={airport.Code}&from={search.PickUp.At:s}&to={search.DropOff.At:s}&age={search.DriverAge}&currency={search.Currency}");
        using var answer = await http.GetAsync(query, cancellationToken);

        // A SupplierException's sentence is shown to callers; a transient one is asked again once. So is an HttpRequestException, whose text nobody sees.
        if (answer.StatusCode is HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError)
        {
            throw new SupplierException($"{Name} is too busy to answer.", isTransient: true);
        }

        if (!answer.IsSuccessStatusCode)
        {
            throw new SupplierException($"{Name} refused the request (HTTP {(int)answer.StatusCode}).");
        }

        // What can't be used is counted, never guessed at: here a car without a class or a price.
        var rates = await answer.Content.ReadFromJsonAsync<Rate[]>(cancellationToken) ?? [];
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
        return new SupplierAnswer(offers, Dropped: rates.Length - offers.Length);
    }

    private sealed record Rate(string Id, string? Sipp, string Model, int? Seats, decimal? Total, string Currency);
}
